import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Tx } from "../../db/client.ts";
import { suspendEnterprise } from "../../src/enterprises/index.ts";
import {
  endLivestream,
  getLivestream,
  getRunSheet,
  listPins,
  pinNext,
  pinPosting,
  resumeLivestream,
  setRunSheet,
  unpinPosting,
} from "../../src/livestreams/index.ts";
import { closePin } from "../../src/livestreams/livestream/store/pins.ts";
import { insertPin } from "../../src/livestreams/programme/store/pins.ts";
import { isDuplicate } from "../../src/platform/core/store.ts";
import { closePosting, getPosting } from "../../src/postings/index.ts";
import { officer, visitor } from "../factories/actors.ts";
import { COUNTY, FOREIGN, NEIGHBOUR, SECOND } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { advance, announcedLivestream, draftLivestream, onAirLivestream } from "../factories/livestreams.ts";
import { publishedPosting, submittedPosting } from "../factories/postings.ts";
import { PATIENCE } from "../support/patience.ts";
import { code, fields, refusal } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let postings: string[];
const publish = async (title = "电焊工") =>
  (
    await publishedPosting({ member: desk.company.member, officer: desk.union }, desk.company.enterprise.id, {
      title,
    })
  ).id;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  postings = [await publish("电焊工"), await publish("车工"), await publish("钳工")];
});
afterAll(() => desk.database.drop());

const standingOf = async (promise: Promise<unknown>) => {
  const { code, detail } = await refusal(promise);
  return [code, detail.facts?.standing];
};
const pinned = async (id: string, ctx = visitor(desk.services)) =>
  (await getLivestream(ctx, { id })).pin?.postingId ?? null;
const events = async (id: string) =>
  (
    await desk.services.db
      .selectFrom("livestreamEvent")
      .select(["seq", "data"])
      .where("livestreamId", "=", id)
      .orderBy("seq")
      .execute()
  ).map(({ seq, data }) => ({
    seq,
    ...(data as { what: string; onAir: boolean; pin: { postingId: string } | null }),
  }));

describe("the run sheet", () => {
  test("holds reviewed postings that the agreement shows, in their order", async () => {
    const { services, union, company } = desk;
    const { id } = await draftLivestream(union);
    const [a = "", b = "", c = ""] = postings;
    await setRunSheet(union, { id, postingIds: [a, b, c] });
    const after = await setRunSheet(union, { id, postingIds: [c, a] });
    const sheet = await getRunSheet(union, { id });
    expect(sheet.items.map(({ postingId }) => postingId)).toEqual([c, a]);
    expect(sheet.items[0]).toMatchObject({ title: "钳工", standing: "live", card: { id: c, title: "钳工" } });
    expect(after.postings).toBe(2);
    const waiting = (await submittedPosting(company.member, company.enterprise.id)).id;
    const foreign = await officer(services, FOREIGN);
    const far = await verifiedEnterprise(services, foreign, { county: COUNTY[FOREIGN] ?? "" });
    const theirs = await publishedPosting({ member: far.member, officer: foreign }, far.enterprise.id);
    const wrong = setRunSheet(union, { id, postingIds: [a, waiting, theirs.id, a, union.ids.uuid()] });
    expect(await fields(wrong)).toEqual([
      "postingIds.1:NOT_REVIEWED",
      "postingIds.2:NOT_IN_AGREEMENT",
      "postingIds.3:TWICE",
      "postingIds.4:UNKNOWN",
    ]);
    expect((await getRunSheet(union, { id })).items.length).toBe(2);
  });

  test("keeps a posting that ended for the control room, and hides it from others", async () => {
    const { services, union } = desk;
    const closing = await publish("铆工");
    const [a = ""] = postings;
    const { id } = await announcedLivestream(union, [closing, a]);
    await closePosting(union, { id: closing, reason: "filled" });
    expect((await getRunSheet(union, { id })).items.map(({ standing }) => standing)).toEqual([
      "closed",
      "live",
    ]);
    expect((await getRunSheet(visitor(services), { id })).items.map(({ postingId }) => postingId)).toEqual([
      a,
    ]);
    await setRunSheet(union, { id, postingIds: [a, closing] });
    expect((await getLivestream(union, { id })).postings).toBe(1);
  });

  test("lets the readers of its agreement read its postings, while the livestream is announced", async () => {
    const { services, union, database } = desk;
    const neighbour = await officer(services, NEIGHBOUR);
    const near = await verifiedEnterprise(services, neighbour, { county: COUNTY[NEIGHBOUR] ?? "" });
    const theirs = await publishedPosting({ member: near.member, officer: neighbour }, near.enterprise.id);
    const { id } = await announcedLivestream(union, [theirs.id]);
    await sql`update agreement_city set left_on = app.today() where city = ${NEIGHBOUR}`.execute(services.db);
    expect((await getPosting(visitor(services), theirs.id)).id).toBe(theirs.id);
    expect(await code(getPosting(visitor(services, SECOND.slug), theirs.id))).toBe("NOT_FOUND");
    expect((await getRunSheet(union, { id })).items[0]?.standing).toBe("elsewhere");
    await setRunSheet(union, { id, postingIds: [postings[0] ?? ""] });
    expect(await code(getPosting(visitor(services), theirs.id))).toBe("NOT_FOUND");
    await sql`update agreement_city set left_on = null where city = ${NEIGHBOUR}`.execute(services.db);
    await database.travel("0 seconds");
  });
});

describe("pins", () => {
  test("one posting at a time is explained, and every step is told once", async () => {
    const { union, services } = desk;
    const [a = "", b = "", c = ""] = postings;
    const { id } = await onAirLivestream(union, [a, b]);
    expect(await pinPosting(union, { id, action: "pin", postingId: a })).toMatchObject({ changed: true });
    expect(await pinned(id)).toBe(a);
    expect(await pinPosting(union, { id, action: "pin", postingId: a })).toMatchObject({ changed: false });
    expect((await pinPosting(union, { id, action: "pin", postingId: b })).pin?.postingId).toBe(b);
    expect(await standingOf(pinPosting(union, { id, action: "pin", postingId: c }))).toEqual([
      "LIVESTREAM_POSTING",
      "notListed",
    ]);
    expect(await pinned(id)).toBe(b);
    await unpinPosting(union, { id, action: "unpin" });
    expect(await pinned(id)).toBeNull();
    await endLivestream(union, { id, action: "end" });
    const told = await events(id);
    expect(told.map(({ seq, what, onAir, pin }) => [seq, what, onAir, pin?.postingId ?? null])).toEqual([
      [1, "onAir", true, null],
      [2, "pin", true, a],
      [3, "pin", true, b],
      [4, "pin", true, null],
      [5, "ended", false, null],
    ]);
    const { items } = await listPins(visitor(services), { id, limit: 20 });
    expect(items.map(({ postingId, reason }) => [postingId, reason])).toEqual([
      [a, "replaced"],
      [b, "officer"],
    ]);
    expect(await code(pinPosting(union, { id, action: "pin", postingId: a }))).toBe("LIVESTREAM_STATE");
  });

  test("next goes along the run sheet, and two presses go one step", async () => {
    const { union } = desk;
    const [a = "", b = "", c = ""] = postings;
    const { id } = await onAirLivestream(union, [a, b, c]);
    const next = (from: string | null) => pinNext(union, { id, action: "next", from });
    expect((await next(null)).pin?.postingId).toBe(a);
    expect(await next(null)).toMatchObject({ changed: false, pin: { postingId: a } });
    expect((await next(a)).pin?.postingId).toBe(b);
    expect(await next(a)).toMatchObject({ changed: false, pin: { postingId: b } });
    await unpinPosting(union, { id, action: "unpin" });
    expect((await next(null)).pin?.postingId).toBe(c);
    expect(await standingOf(next(c))).toEqual(["LIVESTREAM_POSTING", "last"]);
    const commandId = union.ids.uuid();
    const first = await pinPosting(union, { id, action: "pin", postingId: a, commandId });
    await pinPosting(union, { id, action: "pin", postingId: b });
    expect(await pinPosting(union, { id, action: "pin", postingId: a, commandId })).toEqual(first);
    expect(await pinned(id)).toBe(b);
  });

  test("a posting that closes, expires or is suspended on air unpins itself and cannot be pinned", async () => {
    const { union, services, database } = desk;
    const [closing, staying] = [await publish("保洁"), await publish("保安")];
    const far = await verifiedEnterprise(services, union);
    const other = await publishedPosting({ member: far.member, officer: union }, far.enterprise.id);
    const { id } = await onAirLivestream(union, [closing, other.id, staying]);
    const pin = (postingId: string) => pinPosting(union, { id, action: "pin", postingId });
    await pin(closing);
    await closePosting(union, { id: closing, reason: "filled" });
    expect([await pinned(id), await pinned(id, union)]).toEqual([null, null]);
    expect(await standingOf(pin(closing))).toEqual(["LIVESTREAM_POSTING", "closed"]);
    await pin(other.id);
    await suspendEnterprise(union, { id: far.enterprise.id, reason: "核查中" });
    expect(await pinned(id)).toBeNull();
    expect(await standingOf(pin(other.id))).toEqual(["LIVESTREAM_POSTING", "suspended"]);
    await pin(staying);
    await sql`update posting set valid_through = app.today() - 1 where id = ${staying}`.execute(services.db);
    expect(await pinned(id)).toBeNull();
    expect(await standingOf(pin(staying))).toEqual(["LIVESTREAM_POSTING", "expired"]);
    const { items } = await listPins(union, { id, limit: 20 });
    expect(items.map(({ reason }) => reason)).toEqual(["ended", "replaced", "ended"]);
    await database.travel("0 seconds");
  });

  test("a rehearsal's pin is for the control room until the livestream is on air", async () => {
    const { union, services } = desk;
    const [a = ""] = postings;
    const { id } = await announcedLivestream(union, [a]);
    expect(await code(pinPosting(union, { id, action: "pin", postingId: a }))).toBe("LIVESTREAM_STATE");
    await advance(services.db, id);
    await pinPosting(union, { id, action: "pin", postingId: a });
    expect([await pinned(id, union), await pinned(id)]).toEqual([a, null]);
    expect((await listPins(visitor(services), { id, limit: 5 })).items).toEqual([]);
    expect(await events(id)).toEqual([]);
  });

  test("after the grace nothing is pinned, also not when the livestream goes on", async () => {
    const { union, services, database } = desk;
    const [a = ""] = postings;
    const { id } = await onAirLivestream(union, [a], { graceS: 20 });
    await pinPosting(union, { id, action: "pin", postingId: a });
    await database.travel("25 seconds");
    expect(await pinned(id, union)).toBeNull();
    expect((await listPins(visitor(services), { id, limit: 5 })).items[0]?.reason).toBe("over");
    await advance(services.db, id);
    await resumeLivestream(union, { id, action: "resume" });
    expect(await pinned(id, union)).toBeNull();
    await database.travel("-25 seconds");
  });

  test("a posting that leaves the run sheet is unpinned", async () => {
    const { union } = desk;
    const [a = "", b = ""] = postings;
    const { id } = await onAirLivestream(union, [a, b]);
    await pinPosting(union, { id, action: "pin", postingId: a });
    await setRunSheet(union, { id, postingIds: [b] });
    expect(await pinned(id)).toBeNull();
    expect((await listPins(union, { id, limit: 5 })).items[0]?.reason).toBe("removed");
  });
});

describe("two officers at once", () => {
  const openPins = async (id: string) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from livestream_pin where livestream_id = ${id} and unpinned_at is null`.execute(
      desk.services.db,
    );
    return rows[0]?.n;
  };

  test("pin different postings: one pin is open, and the events have no gap", async () => {
    const { union } = desk;
    const { id } = await onAirLivestream(union, postings);
    const presses = Array.from({ length: 12 }, (_, n) => postings[n % 3] ?? "");
    await Promise.all(presses.map((postingId) => pinPosting(union, { id, action: "pin", postingId })));
    expect(await openPins(id)).toBe(1);
    const told = await events(id);
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, n) => n + 1));
    const { items } = await listPins(union, { id, limit: 100 });
    expect(told.length).toBe(items.length + 1);
    expect(told.at(-1)?.pin?.postingId).toBe(await pinned(id));
  });

  test("press next: the programme goes one step", async () => {
    const { union } = desk;
    const { id } = await onAirLivestream(union, postings);
    const both = await Promise.all(
      Array.from({ length: 4 }, () => pinNext(union, { id, action: "next", from: null })),
    );
    expect(both.filter(({ changed }) => changed).length).toBe(1);
    expect(await pinned(id)).toBe(postings[0]);
  });

  /** Replaces the pin as the verb does, without the lock of the livestream's row. */
  const unlocked = async (tx: Tx, livestreamId: string, postingId: string) => {
    await closePin(tx, livestreamId, "replaced");
    return insertPin(tx, { id: desk.union.ids.uuid(), livestreamId, postingId, pinnedBy: null });
  };

  /** Pins two postings in two transactions that overlap. Returns what the second came to. */
  async function overlapping(id: string): Promise<unknown> {
    const { db } = desk.services;
    const [a = "", b = ""] = postings;
    let second: Promise<unknown> = Promise.resolve();
    let settled = false;
    await db.transaction().execute(async (tx) => {
      await unlocked(tx, id, a);
      second = db
        .transaction()
        .execute((other) => unlocked(other, id, b))
        .then(
          () => "pinned",
          (error: unknown) => (isDuplicate(error) ? "refused" : error),
        )
        .finally(() => {
          settled = true;
        });
      const waits = async () => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
        return rows[0]?.n ?? 0;
      };
      await vi.waitFor(async () => expect(settled || (await waits()) > 0).toBe(true), PATIENCE);
    });
    return second;
  }

  test("the index refuses a second open pin", async () => {
    const { id } = await onAirLivestream(desk.union, postings);
    expect([await overlapping(id), await openPins(id)]).toEqual(["refused", 1]);
  });

  test("twin: without lock and index, two postings are explained at once", async () => {
    const { id } = await onAirLivestream(desk.union, postings);
    const { db } = desk.services;
    await sql`drop index livestream_pin_open`.execute(db);
    expect([await overlapping(id), await openPins(id)]).toEqual(["pinned", 2]);
    await sql`delete from livestream_pin where livestream_id = ${id}`.execute(db);
    await sql`create unique index livestream_pin_open on livestream_pin (livestream_id) where unpinned_at is null`.execute(
      db,
    );
  });
});
