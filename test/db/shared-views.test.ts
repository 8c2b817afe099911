import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Tx } from "../../db/client.ts";
import type { EnterpriseStatus } from "../../db/schema/index.ts";
import { lockApplication } from "../../src/applications/store/writes.ts";
import { lockOwner } from "../../src/postings/store/rows.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { PATIENCE } from "../support/patience.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const db = () => hall.t.services.db;
const LOCK_NOT_AVAILABLE = "55P03";

/** Runs `hold` in a transaction. Returns true if another connection then cannot lock the rows of `rival`. */
async function lockedMeanwhile(hold: (tx: Tx) => Promise<unknown>, rival: RawBuilder<unknown>) {
  return db()
    .transaction()
    .execute(async (tx) => {
      await hold(tx);
      return sql`${rival} for no key update nowait`.execute(db()).then(
        () => false,
        ({ code }: { code: string }) => {
          expect(code).toBe(LOCK_NOT_AVAILABLE);
          return true;
        },
      );
    });
}

const rowOf = (id: string) => sql`select 1 from enterprise where id = ${id}`;

describe("a lock through a shared view", () => {
  test("locks the row of the table until the transaction ends", async () => {
    const id = hall.enterpriseId;
    expect(await lockedMeanwhile((tx) => lockOwner(tx, id), rowOf(id))).toBe(true);
  });

  test("twin: without the lock the row is free", async () => {
    const id = hall.enterpriseId;
    const read = (tx: Tx) =>
      tx.selectFrom("shared.enterprise").select("status").where("id", "=", id).execute();
    expect(await lockedMeanwhile(read, rowOf(id))).toBe(false);
  });

  test("locks a consent beside its application", async () => {
    const { id } = await hall.sent();
    const consent = sql`select 1 from consent where id = (select consent_id from application where id = ${id})`;
    expect(await lockedMeanwhile((tx) => lockApplication(tx, id), consent)).toBe(true);
    const unlocked = (tx: Tx) =>
      sql`select c.stands from application a join shared.consent c on c.id = a.consent_id
        where a.id = ${id} for update of a`.execute(tx);
    expect(await lockedMeanwhile(unlocked, consent), "twin").toBe(false);
  });

  /**
   * Returns the enterprise statuses that a query reads, if it starts while another transaction suspends the
   * enterprise. `tail` is the query's lock clause.
   */
  async function readDuringSuspension(tail: RawBuilder<unknown>): Promise<EnterpriseStatus[]> {
    const statement = sql<{ status: EnterpriseStatus; pid: number }>`
      select status from shared.enterprise where id = ${hall.enterpriseId} and status = 'verified' ${tail}`;
    const waiting = async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db());
      return rows[0]?.n;
    };
    let done = false;
    const reading = db()
      .transaction()
      .execute(async (tx) => {
        await sql`update enterprise set status = 'suspended' where id = ${hall.enterpriseId}`.execute(tx);
        const read = statement.execute(db()).finally(() => {
          done = true;
        });
        await vi.waitFor(async () => expect(done || (await waiting()) === 1).toBe(true), PATIENCE);
        return { read };
      });
    const { rows } = await (await reading).read;
    await sql`update enterprise set status = 'verified' where id = ${hall.enterpriseId}`.execute(db());
    return rows.map(({ status }) => status);
  }

  test("waits for a suspension and then checks the new standing", async () => {
    expect(await readDuringSuspension(sql`for share`)).toEqual([]);
  });

  test("twin: without the lock the old standing is returned", async () => {
    expect(await readDuringSuspension(sql``)).toEqual(["verified"]);
  });
});

type Plan = { "Node Type": string; Plans?: Plan[] };
const nodesOf = (plan: Plan): string[] => [plan["Node Type"], ...(plan.Plans ?? []).flatMap(nodesOf)];

async function planOf(query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ "QUERY PLAN": [{ Plan: Plan }] }>`explain (format json) ${query}`.execute(
    db(),
  );
  return rows.flatMap((row) => row["QUERY PLAN"]).flatMap(({ Plan: top }) => nodesOf(top));
}

test("every shared view becomes a part of the query, also on the outer side of a join", async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.views where table_schema = 'shared'`.execute(db());
  expect(rows.length).toBeGreaterThan(10);
  const joined = (view: RawBuilder<unknown>) =>
    planOf(sql`
    select v.* from fair f left join ${view} v on v::text = f.title where f.status = 'draft'`);
  for (const { name } of rows) {
    expect(await planOf(sql`select * from ${sql.table(`shared.${name}`)}`), name).not.toContain(
      "Subquery Scan",
    );
    expect(await joined(sql.table(`shared.${name}`)), name).not.toContain("Subquery Scan");
  }
  expect(await joined(sql`(select * from enterprise offset 0)`), "twin").toContain("Subquery Scan");
});

test("a shared card holds the consent's fields only, and ends with the consent", async () => {
  const { id, person } = await hall.sent({ withhold: ["phone"] });
  const card = () =>
    db()
      .selectFrom("shared.card as k")
      .innerJoin("shared.application as a", "a.consentId", "k.consentId")
      .selectAll("k")
      .where("a.id", "=", id)
      .executeTakeFirst();
  const narrowed = sql`update consent set fields = '{skills}' where id = (
    select consent_id from application where id = ${id})`;
  expect(await card()).toMatchObject({ callName: "王师傅", skills: ["welder"], years: 12 });
  await narrowed.execute(db());
  expect(await card()).toMatchObject({ fields: ["skills"], skills: ["welder"], callName: null, years: null });
  expect((await hall.received(id)).card).toMatchObject({ skills: expect.anything() });
  expect(JSON.stringify(await hall.received(id))).not.toContain("王师傅");
  await person.call("POST", `/api/v1/applications/${id}/withdrawal`);
  expect(await card()).toBeUndefined();
});

test("an employer's phone is offered while the enterprise is verified", async () => {
  const phone = async () =>
    (
      await db()
        .selectFrom("shared.employer")
        .select(["contactPhone"])
        .where("id", "=", hall.enterpriseId)
        .executeTakeFirstOrThrow()
    ).contactPhone;
  expect(await phone()).toBe("0429-5550000");
  await sql`update enterprise set status = 'claimed' where id = ${hall.enterpriseId}`.execute(db());
  expect(await phone()).toBeNull();
});
