import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Db, Tx } from "../../../db/client.ts";
import { answerApplication, apply, recordStart } from "../../../src/applications/index.ts";
import { lockGround } from "../../../src/applications/store/ground.ts";
import { reinstateEnterprise, suspendEnterprise } from "../../../src/enterprises/index.ts";
import { scanAtBooth } from "../../../src/fairs/index.ts";
import type { AppError } from "../../../src/platform/core/errors.ts";
import { requireAccount } from "../../../src/platform/core/guard.ts";
import { databaseToday } from "../../../src/platform/core/store.ts";
import {
  confirmPosting,
  editPosting,
  getManagedPosting,
  lockEmployers,
  submitPosting,
} from "../../../src/postings/index.ts";
import { type Hall, INVITE, openHall } from "../../applications/world.ts";
import { DOORS_OPEN_H, fairWithBooths, holder } from "../../factories/booth-desk.ts";
import { draftPosting } from "../../factories/postings.ts";
import { PATIENCE } from "../../support/patience.ts";
import { code } from "../../support/refusals.ts";

let hall: Hall;
const db = (): Db => hall.t.services.db;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());
beforeEach(async () => {
  await sql`update enterprise set status = 'verified'`.execute(db());
});

/**
 * Starts `act` while another transaction has suspended the enterprise and not committed yet. Commits once
 * `act` waits for it or has ended, and returns the result of `act`.
 */
async function duringSuspension<T>(enterpriseId: string, act: () => Promise<T>): Promise<T> {
  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db());
    return (rows[0]?.n ?? 0) > 0;
  };
  let done = false;
  const begun = db()
    .transaction()
    .execute(async (tx) => {
      await sql`update enterprise set status = 'suspended' where id = ${enterpriseId}`.execute(tx);
      await sql`update posting set rev = rev + 1 where enterprise_id = ${enterpriseId}`.execute(tx);
      const result = act().finally(() => {
        done = true;
      });
      result.catch(() => undefined);
      await vi.waitFor(async () => expect(done || (await waiting())).toBe(true), PATIENCE);
      return { result };
    });
  return (await begun).result;
}

/** Returns the statuses that a query without a lock reads meanwhile: what a guard without it would allow. */
const unguarded = (enterpriseId: string, query: RawBuilder<unknown>) =>
  duringSuspension(enterpriseId, async () => (await query.execute(db())).rows.length);

describe("an application", () => {
  const target = (postingId: string, lock: RawBuilder<unknown>) => sql`
    select 1 from shared.enterprise e join shared.posting p on p.enterprise_id = e.id
    where p.id = ${postingId} and p.status = 'published' and e.status <> 'suspended' ${lock}`;

  test("during a suspension is not written", async () => {
    const [person, postingId] = [await hall.seeker(), await hall.publish()];
    expect(await code(duringSuspension(hall.enterpriseId, () => apply(person.ctx, { postingId })))).toBe(
      "NOT_FOUND",
    );
    const { rows } = await sql`select 1 from application where posting_id = ${postingId}`.execute(db());
    expect(rows).toEqual([]);
  });

  test("twin: the same query without its lock would allow it", async () => {
    const postingId = await hall.publish();
    expect(await unguarded(hall.enterpriseId, target(postingId, sql``))).toBe(1);
    await sql`update enterprise set status = 'verified'`.execute(db());
    expect(await unguarded(hall.enterpriseId, target(postingId, sql`for share of e, p`))).toBe(0);
  });

  test("by forty people at once with a suspension and its end: each is written or refused, without deadlock", async () => {
    const postingId = await hall.publish();
    const people = await Promise.all(Array.from({ length: 40 }, () => hall.seeker()));
    const deadlocks = async () => {
      const { rows } = await sql<{ n: number }>`select deadlocks::int as n from pg_stat_database
        where datname = current_database()`.execute(db());
      return rows[0]?.n;
    };
    const before = await deadlocks();
    const id = hall.enterpriseId;
    const [ends] = await Promise.all([
      Promise.all(
        people.map(({ ctx }) =>
          apply(ctx, { postingId }).then(
            () => "sent",
            (e: AppError) => e.code,
          ),
        ),
      ),
      suspendEnterprise(hall.officer.ctx, { id, reason: "核查" }).then(() =>
        reinstateEnterprise(hall.officer.ctx, { id }),
      ),
    ]);
    const written = ends.filter((end) => end === "sent").length;
    expect(ends.filter((end) => end === "NOT_FOUND")).toHaveLength(people.length - written);
    const { rows } = await sql`select 1 from application where posting_id = ${postingId}`.execute(db());
    expect(rows).toHaveLength(written);
    expect(await deadlocks()).toBe(before);
  });
});

describe("the enterprise's own acts during a suspension are refused", () => {
  test("an answer and a start", async () => {
    const { id } = await hall.sent();
    const { ctx } = hall.member;
    const startedOn = await databaseToday(db());
    const acts: (() => Promise<unknown>)[] = [
      () =>
        answerApplication(ctx, { id, answer: { kind: "invite", when: INVITE.when, where: INVITE.where } }),
      () => recordStart(ctx, { id, startedOn }),
    ];
    for (const act of acts) {
      expect(await code(duringSuspension(hall.enterpriseId, act))).toBe("ENTERPRISE_STATE");
      await sql`update enterprise set status = 'verified'`.execute(db());
    }
    expect((await hall.received(id)).status).toBe("sent");
  });

  test("a posting handed in", async () => {
    const { id } = await draftPosting(hall.member.ctx, hall.enterpriseId);
    const submit = () => submitPosting(hall.member.ctx, { id });
    expect(await code(duringSuspension(hall.enterpriseId, submit))).toBe("ENTERPRISE_STATE");
  });

  test("a correction of a live posting, and the word that it is still open", async () => {
    await sql`update enterprise set status = 'verified'`.execute(db());
    const id = await hall.publish();
    const [member, officer] = [hall.member.ctx, hall.officer.ctx];
    await suspendEnterprise(officer, { id: hall.enterpriseId, reason: "核对中" });
    const { rev } = await getManagedPosting(member, id);
    const edit = editPosting(member, { id, ifRev: rev, patch: { payText: "9000元/月" } });
    expect(await code(edit)).toBe("ENTERPRISE_STATE");
    expect(await code(confirmPosting(member, { id }))).toBe("ENTERPRISE_STATE");
    await reinstateEnterprise(officer, { id: hall.enterpriseId });
    expect((await getManagedPosting(member, id)).status).toBe("published");
  });

  test("a booth scan: no visit, no application", async () => {
    const { services } = hall.t;
    const { first, fair, hall: place } = await fairWithBooths(services, hall.officer.ctx, 1, DOORS_OPEN_H);
    const shown = await holder(services, place);
    const scan = () =>
      scanAtBooth(first.member, {
        registrationId: first.registrationId,
        nonce: services.ids.uuid(),
        code: shown.code,
        postingId: first.posting.id,
      });
    expect(await code(duringSuspension(first.enterprise.id, scan))).toBe("ENTERPRISE_STATE");
    const { rows } = await sql`select 1 from booth_visit where fair_id = ${fair.id}
      union all select 1 from application where account_id = ${shown.ctx.actor.accountId}`.execute(db());
    expect(rows).toEqual([]);
    await sql`update enterprise set status = 'verified'`.execute(db());
    expect((await scan()).outcome).toBe("applied");
    await sql`update enterprise set status = 'verified'`.execute(db());
    const twin = sql`select 1 from fair_registration r join shared.enterprise e on e.id = r.enterprise_id
      where r.id = ${first.registrationId} and e.status = 'verified' for share of r`;
    expect(await unguarded(first.enterprise.id, twin), "twin").toBe(1);
  });

  test("an import sees the suspension, and then refuses the employer's rows", async () => {
    const read = (lock: (tx: Tx) => Promise<unknown>) =>
      duringSuspension(hall.enterpriseId, () => db().transaction().execute(lock));
    const locked = await read((tx) => lockEmployers(tx, [hall.enterpriseId]));
    expect(locked).toEqual(new Map([[hall.enterpriseId, expect.objectContaining({ status: "suspended" })]]));
  });
});

test("the query that an application begins with selects nothing of a suspended enterprise", async () => {
  const postingId = await hall.publish();
  const { accountId } = requireAccount((await hall.seeker()).ctx.actor);
  const asked = { accountId, postingId, scope: { city: null, agreement: null } };
  const found = () =>
    db()
      .transaction()
      .execute((tx) => lockGround(tx, asked));
  expect((await found())?.target).toMatchObject({ id: postingId });
  await sql`update enterprise set status = 'suspended' where id = ${hall.enterpriseId}`.execute(db());
  expect(await found()).toBeNull();
});
