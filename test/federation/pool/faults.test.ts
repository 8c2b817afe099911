import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deleteOverCards } from "../../../src/candidates/cards/delete-over.ts";
import { emitSealed } from "../../../src/peers/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { searchTalent, switchOnTalentCard, takeBackTalentCard } from "../../../src/talent/index.ts";
import { deleteReceived, insertTold } from "../../../src/talent/remote/store.ts";
import { FIRST, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { SHOWS_ALL } from "../../factories/talent.ts";
import { openPool, type PoolWorld, type Shown } from "./world.ts";

let world: PoolWorld;
beforeAll(async () => {
  world = await openPool();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.link.cut = false;
  await world.clauses({ pool: true });
});

const homeDb = () => world.home.t.services.db;
const awayDb = () => world.away.services.db;
const both = () => [world.away, world.home.t];
/** Calls the verb, because a session ends earlier than a consent. */
const finds = async (query: object = {}) =>
  (await searchTalent(world.home.officer.ctx, { limit: 100, ...query })).items.length;
const GONE = { cards: 0, payloads: 0, erased: 1 };

describe("a card that nobody may see any more", () => {
  test("whose consent ended is hidden at once, and deleted on both nodes", async () => {
    const { consentId } = await world.shown({ choice: { days: 30 } });
    await world.sync();
    const before = await finds();
    for (const { database } of both()) await database.travel("31 days");
    expect(await finds()).toBe(before - 1);
    await world.upkeep();
    for (const t of both()) expect(await world.held(t, consentId)).toMatchObject({ cards: 0, payloads: 0 });
    for (const { database } of both()) await database.travel("-31 days");
    await world.sync();
    for (const t of both()) expect(await world.held(t, consentId)).toEqual(GONE);
  });

  test("whose agreement was narrowed is hidden at once, erased, and not shown again by itself", async () => {
    const { client, card, consentId } = await world.shown();
    await world.sync();
    const before = await finds();
    for (const narrowed of [{ pool: false }, { pool: true, fields: ["skills"] }]) {
      await world.clauses(narrowed);
      expect(await finds()).toBeLessThan(before);
    }
    await world.upkeep();
    await world.sync();
    for (const t of both()) expect(await world.held(t, consentId)).toMatchObject({ payloads: 0, erased: 1 });
    expect(await world.held(world.home.t, consentId)).toEqual(GONE);
    await world.clauses({ pool: true });
    await world.upkeep();
    await world.sync();
    expect(await finds()).toBeLessThan(before);
    const own = async () =>
      ((await (await client.call("GET", "/api/v1/me/talent")).json()) as { items: object[] }).items;
    expect(await own()).toMatchObject([{ id: card.id, paused: true }]);
    await switchOnTalentCard(client.ctx, SHOWS_ALL);
    await world.sync();
    expect(await own()).toMatchObject([{ paused: false }]);
    expect(await finds()).toBeGreaterThan(0);
  });

  test("is deleted at the other node also while its home says nothing", async () => {
    const { consentId } = await world.shown();
    await world.sync();
    await world.clauses({ pool: false });
    world.link.cut = true;
    await world.upkeep();
    expect(await world.held(world.home.t, consentId)).toEqual({ cards: 0, payloads: 0, erased: 0 });
    world.link.cut = false;
    await world.sync();
  });

  test("of an application is deleted on both nodes when its consent ends", async () => {
    const { id } = await world.applied();
    await world.settle();
    expect((await world.home.received(id)).card).not.toBeNull();
    for (const { database } of both()) await database.travel("91 days");
    for (const { services } of both()) expect(await deleteOverCards(systemContext(services, "test"))).toBe(1);
    for (const { services } of both()) expect(await deleteOverCards(systemContext(services, "test"))).toBe(0);
    for (const { database } of both()) await database.travel("-91 days");
    for (const { services } of both()) {
      const { rows } = await sql<{ n: number }>`
        select (select count(*)::int from received_card) + (select count(*)::int from given_card)
          + (select count(*)::int from log_entry where kind = 'card' and payload is not null) as n`.execute(
        services.db,
      );
      expect(rows).toEqual([{ n: 0 }]);
    }
    await world.sync();
  });
});

describe("conditions of the search at the other node", () => {
  /** Returns whether the person is found by the query of the pool, and by one without its conditions. */
  async function guarded(change: (of: Shown) => Promise<void>): Promise<boolean[]> {
    const shown = await world.shown({ profile: { skills: ["cook"] } });
    await world.sync();
    expect(await finds({ skill: "cook" })).toBe(1);
    await change(shown);
    const { rows } =
      await sql`select from talent_card where city = ${HOME} and terms @> array['t:cook']`.execute(homeDb());
    const found = [(await finds({ skill: "cook" })) > 0, rows.length > 0];
    await inTransaction({ db: homeDb() }, (tx) =>
      deleteReceived(tx, { ids: [shown.consentId], home: NEIGHBOUR }),
    );
    return found;
  }
  const consent =
    (set: string) =>
    async ({ consentId }: Shown) => {
      await sql`update consent set ${sql.raw(set)} where id = ${consentId}::uuid`.execute(homeDb());
    };

  test("consent, its end, and the agreement hide a row; twin: without them it is found", async () => {
    expect(await guarded(consent("withdrawn_at = app.now()"))).toEqual([false, true]);
    expect(await guarded(consent("ends_at = app.now() - interval '1 second'"))).toEqual([false, true]);
    expect(await guarded(() => world.clauses({ pool: false }))).toEqual([false, true]);
    await world.clauses({ pool: true });
  });

  test("without looks given back nobody finds a card", async () => {
    const drop = async () => {
      for (const { services } of both())
        await sql`update agreement_clause set kinds = array_remove(kinds, 'look')`.execute(services.db);
    };
    expect(await guarded(drop)).toEqual([false, true]);
  });
});

describe("records of cards", () => {
  const tell = (value: object, id = world.away.services.ids.uuid()) =>
    inTransaction(systemContext(world.away.services, "test"), (tx) =>
      emitSealed(tx, { city: NEIGHBOUR, receiver: HOME, kind: "candidate", id, rev: 1, value }),
    );
  const value = () => ({
    subject: "a subject of sixteen letters",
    city: HOME,
    grantedAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    card: { skills: ["welder"] },
    blocked: [],
  });
  const unread = async () => {
    await world.sync();
    const { rows } = await sql<{ why: string }>`
      select error as why from quarantine where consumer = 'copies' order by seq desc limit 1`.execute(
      homeDb(),
    );
    return rows[0]?.why;
  };

  test("with a name, a number, another city, or no end in a year are set aside", async () => {
    const before = await finds();
    const one = value();
    const cases: [object, string][] = [
      [{ ...one, card: { ...one.card, callName: "王师傅" } }, "card"],
      [{ ...one, card: { ...one.card, certificates: ["电话13812345678"] } }, "certificates"],
      [{ ...one, card: { ...one.card, veteran: false } }, "card.veteran"],
      [{ ...one, city: FIRST.cities[2] }, "city"],
      [{ ...one, endsAt: new Date(Date.now() + 400 * 86_400_000).toISOString() }, "endsAt"],
      [{ ...one, phone: "13800000000" }, "payload"],
    ];
    for (const [told, why] of cases) {
      await tell(told);
      expect(await unread(), why).toBe(why);
    }
    expect(await finds()).toBe(before);
  });

  test("under the consent of another person are set aside", async () => {
    const { consentId } = await world.shown();
    await world.sync();
    const before = await finds();
    await inTransaction(systemContext(world.away.services, "test"), (tx) =>
      emitSealed(tx, {
        city: NEIGHBOUR,
        receiver: HOME,
        kind: "candidate",
        id: consentId,
        rev: 2,
        value: value(),
      }),
    );
    expect(await unread()).toBe("person");
    expect(await finds()).toBe(before);
  });
});

describe("taking back while the card is told", () => {
  test("at once with a block: the card is erased, whoever comes first", async () => {
    for (let n = 0; n < 6; n += 1) {
      const { client, card, consentId } = await world.shown();
      const block = client.call("PUT", `/api/v1/me/talent-blocks/${world.home.enterpriseId}`);
      const [, blocked] = await Promise.all([takeBackTalentCard(client.ctx, { id: card.id }), block]);
      expect(blocked.status).toBe(204);
      await world.sync();
      for (const t of both()) expect(await world.held(t, consentId)).toEqual(GONE);
    }
  });

  test("an old version that comes after the erasure shows nobody", async () => {
    const { client, card, consentId } = await world.shown();
    await world.sync();
    const before = await finds();
    await takeBackTalentCard(client.ctx, { id: card.id });
    await world.sync();
    expect(await finds()).toBe(before - 1);
    await inTransaction(systemContext(world.away.services, "test"), (tx) =>
      emitSealed(tx, {
        city: NEIGHBOUR,
        receiver: HOME,
        kind: "candidate",
        id: consentId,
        rev: 9,
        value: { subject: "a subject of sixteen letters" },
      }),
    );
    await world.sync();
    expect(await finds()).toBe(before - 1);
  });
});

describe("an invitation that crosses a taking back", () => {
  const told = async ({ client, consentId }: Shown, insert: typeof insertTold) => {
    const { accountId } = client.ctx.actor as { accountId: string };
    const one = {
      id: world.away.services.ids.uuid(),
      home: HOME,
      accountId,
      candidateId: consentId,
      enterpriseId: world.home.enterpriseId,
      enterprise: "企业",
      postingId: world.away.services.ids.uuid(),
      title: "电焊工",
    };
    return inTransaction({ db: awayDb() }, (tx) => insert(tx, one));
  };

  test("is dropped; twin: without the condition it is shown", async () => {
    const shown = await world.shown();
    expect(await told(shown, insertTold)).toBe(true);
    await takeBackTalentCard(shown.client.ctx, { id: shown.card.id });
    expect(await told(shown, insertTold)).toBe(false);
    const unguarded: typeof insertTold = async (tx, one) => {
      const { id, accountId, enterpriseId, postingId, enterprise, title, home: homeCity } = one;
      await tx
        .insertInto("toldInvitation")
        .values({ id, homeCity, accountId, enterpriseId, postingId, enterprise, title })
        .execute();
      return true;
    };
    expect((await world.invitationsTo(shown.client)).length).toBe(1);
    expect(await told(shown, unguarded)).toBe(true);
    expect((await world.invitationsTo(shown.client)).length).toBe(2);
  });
});
