import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROGRAM } from "../../../src/capabilities.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { runHousekeeping } from "../../../src/platform/housekeeping/index.ts";
import { scheduleTask } from "../../../src/platform/tasks/index.ts";
import { recurring } from "../../../workers/schedules.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { testContext } from "../../support/system-context.ts";

let test: TestDatabase;
let ctx: RequestContext;
beforeAll(async () => {
  test = await testDatabase();
  ctx = await testContext(test.db);
});
afterAll(() => test.drop());

/** Inserts one row of each kind that housekeeping deletes. `name` makes their keys unique. */
async function fill(name: string) {
  const account = ctx.ids.uuid();
  const bytes = Buffer.from(name);
  const { db } = test;
  await sql`insert into account (id, phone_index, phone_sealed) values (${account}, ${bytes}, '')`.execute(
    db,
  );
  await sql`
    insert into session (token_hash, id, account_id, expires_at)
    values (${bytes}, ${ctx.ids.uuid()}, ${account}, app.now() + interval '1 day')`.execute(db);
  await sql`
    insert into otp_challenge (id, phone_index, code_hash, expires_at)
    values (${ctx.ids.uuid()}, ${bytes}, '', app.now())`.execute(db);
  await sql`
    insert into message (id, sealed, expires_at)
    values (${ctx.ids.uuid()}, '', app.now() + interval '1 hour')`.execute(db);
  await sql`insert into idempotency (scope, key, request_hash) values ('s', ${name}, '')`.execute(db);
  await sql`
    insert into task (id, kind, key, done_at) values (${ctx.ids.uuid()}, 'sms.send', ${name}, app.now())`.execute(
    db,
  );
}

const count = async () => {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from session) as sessions, (select count(*)::int from otp_challenge) as codes,
           (select count(*)::int from message) as messages,
           (select count(*)::int from idempotency) as keys, (select count(*)::int from task) as tasks,
           (select count(*)::int from account) as accounts`.execute(test.db);
  return rows[0];
};

describe("housekeeping", () => {
  it("deletes rows past their retention and nothing younger", async () => {
    await fill("old");
    await test.travel("3 days");
    await fill("newer");
    await runHousekeeping(ctx, PROGRAM.retention);
    expect(await count()).toEqual({ sessions: 2, codes: 1, messages: 1, keys: 1, tasks: 2, accounts: 2 });
    await test.travel("29 days");
    await fill("newest");
    await runHousekeeping(ctx, PROGRAM.retention);
    expect(await count()).toEqual({ sessions: 2, codes: 1, messages: 1, keys: 1, tasks: 2, accounts: 3 });
    expect(await runHousekeeping(ctx, PROGRAM.retention)).toBe(0);
  });

  it("is due once per day in Shanghai, whoever asks", async () => {
    const times = ["2026-03-01T15:59:00Z", "2026-03-01T16:00:00Z", "2026-03-02T15:59:59Z"];
    const made: boolean[] = [];
    for (const time of times)
      for (const work of recurring(new Date(time)))
        if (work.task.kind === "housekeeping.daily") made.push(await scheduleTask(test.db, work));
    expect(made).toEqual([true, true, false]);
  });
});
