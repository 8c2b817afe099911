import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSettleRan } from "../../../src/federation/commands/sending/settle-ran.ts";
import type { DueCommand } from "../../../src/peers/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { record, type Statement } from "../../bench/replay.ts";
import { bodyOf } from "../../support/app.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const unnamed = (statements: Statement[]) => statements.filter(({ name }) => !name).map(({ text }) => text);

/** Lets people apply to one posting of the other node. Returns their commands, and the first's statements. */
async function commandsOf(people: number) {
  const postingId = await world.home.publish();
  await world.sync();
  const clients = await Promise.all(Array.from({ length: people }, () => world.person()));
  const [first, ...others] = clients.map(({ client }) => async () => {
    const answer = await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
    await bodyOf(answer, 201);
  });
  const statements = await record(async () => first?.());
  for (const apply of others) await apply();
  const { rows } = await sql<DueCommand>`
    select id, city, type, body, tries, subject_kind as "subjectKind", subject_id as "subjectId"
    from outgoing_command where body::jsonb -> 'target' ->> 'id' = ${postingId}`.execute(
    world.away.services.db,
  );
  return { statements, commands: rows };
}

test("an application to another node is six statements here, and seven there", async () => {
  const { statements, commands } = await commandsOf(1);
  expect(statements).toHaveLength(6);
  expect(unnamed(statements)).toEqual(["begin", "commit"]);

  await world.sync();
  let status = 0;
  const asked = await record(async () => {
    status = (await world.post(commands[0]?.body ?? "")).status;
  });
  expect(status).toBe(200);
  // The first reads the key by which the test itself signs.
  expect(asked.slice(1).map(({ text }) => text.trim().slice(0, 40))).toHaveLength(7);
  expect(unnamed(asked)).toEqual(["begin", "commit"]);
});

test("answers that come together are settled by one statement, each with one audit row", async () => {
  const { commands } = await commandsOf(3);
  const { services } = world.away;
  const settleRan = createSettleRan(systemContext(services, "test"));
  const settleAll = () =>
    record(async () => {
      await Promise.all(
        commands.map((command) =>
          settleRan({
            command,
            outcome: { status: 200, answer: "{}", retryAfterS: null },
            audit: { action: "command.done", subjectKind: "command", subjectId: command.id },
          }),
        ),
      );
    });
  const settled = () =>
    sql<{ state: string; audits: number }>`
      select c.state, (select count(*)::int from audit a where a.subject_id = c.id::text) as audits
      from outgoing_command c where c.id = any(${commands.map(({ id }) => id)}::uuid[])`.execute(services.db);
  expect(commands).toHaveLength(3);
  expect(await settleAll()).toHaveLength(1);
  const done = { state: "done", audits: 1 };
  expect((await settled()).rows).toEqual([done, done, done]);
  await settleAll();
  expect((await settled()).rows).toEqual([done, done, done]);
});
