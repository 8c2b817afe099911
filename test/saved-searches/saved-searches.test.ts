import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/platform/context.ts";
import { findNewMatches, type SavedSearchView } from "../../src/saved-searches/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { SECOND } from "../factories/cities.ts";
import { bodyOf, type Client } from "../support/app.ts";

type Notices = { items: { kind: string; read: boolean; subject: { id: string; title: string } }[] };

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const save = (who: Client, body: object, headers = {}) =>
  who.call("POST", "/api/v1/me/saved-searches", { body: { filter: {}, ...body }, headers });
const saved = async (who: Client, body: object, headers = {}) =>
  bodyOf<SavedSearchView>(await save(who, body, headers), 201);
const listed = async (who: Client) =>
  (await bodyOf<{ items: SavedSearchView[] }>(await who.call("GET", "/api/v1/me/saved-searches"), 200)).items;
const told = async (who: Client) =>
  (await bodyOf<Notices>(await who.call("GET", "/api/v1/me/notices"), 200)).items
    .filter(({ kind }) => kind === "savedSearchFound")
    .map(({ read, subject }) => ({ read, title: subject.title, id: subject.id }));
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

/** Indexes new postings, moves the clock ten minutes, and runs every due search. */
async function tenMinutesLater(lookers = 1): Promise<void> {
  await hall.settle();
  await hall.t.database.travel("10 minutes");
  const ctx = systemContext(hall.t.services, "test");
  await Promise.all(Array.from({ length: lookers }, () => findNewMatches(ctx)));
}

describe("saved search", () => {
  test("notifies once of later postings, not of earlier ones, and again after the notice was read", async () => {
    await hall.publish({ title: "氩弧焊工" });
    await hall.settle();
    const person = await hall.seeker();
    const { id, label } = await saved(person, { q: "焊工" });
    expect(label).toBe("焊工");
    await tenMinutesLater();
    expect(await told(person)).toEqual([]);

    await hall.publish({ title: "二保焊工" });
    await hall.publish({ title: "仓库保管员", duties: "看守仓库，登记进出。", requirements: "认真。" });
    await tenMinutesLater();
    expect(await told(person)).toEqual([{ id, title: "焊工", read: false }]);
    expect(await listed(person)).toEqual([expect.objectContaining({ id, recent: 1 })]);

    await hall.publish({ title: "电焊工" });
    await tenMinutesLater();
    expect(await told(person)).toHaveLength(1);
    expect(await listed(person)).toEqual([expect.objectContaining({ recent: 2 })]);

    await bodyOf(await person.call("POST", "/api/v1/me/notices/reading"), 204);
    await tenMinutesLater();
    expect(await told(person)).toEqual([{ id, title: "焊工", read: true }]);
    await hall.publish({ title: "管道焊工" });
    await tenMinutesLater();
    expect((await told(person)).map(({ read }) => read)).toEqual([false, true]);
  });

  test("four concurrent runs notify once; twin: without the key on matches they notify again", async () => {
    const person = await hall.seeker();
    const { id } = await saved(person, { q: "钳工" });
    await hall.publish({ title: "装配钳工", duties: "装配机床。", requirements: "会看图纸。" });
    await tenMinutesLater(4);
    expect(await told(person)).toEqual([{ id, title: "钳工", read: false }]);
    await bodyOf(await person.call("POST", "/api/v1/me/notices/reading"), 204);
    await tenMinutesLater(4);
    expect(await told(person)).toHaveLength(1);

    const { db } = hall.t.services;
    await sql`alter table saved_search_match drop constraint saved_search_match_pkey`.execute(db);
    await sql`delete from notice`.execute(db);
    await tenMinutesLater();
    expect(await told(person)).toEqual([{ id, title: "钳工", read: false }]);
    await sql`delete from saved_search_match a using saved_search_match b
      where a.ctid < b.ctid and (a.saved_search_id, a.posting_id) = (b.saved_search_id, b.posting_id)`.execute(
      db,
    );
    await sql`alter table saved_search_match add primary key (saved_search_id, posting_id)`.execute(db);
  });

  test("keeps its conditions and its own agreement", async () => {
    const narrow = await hall.seeker();
    const { filter, label } = await saved(narrow, {
      q: "",
      filter: { city: ["211400", "210900", "211400"], payMin: 8000 },
    });
    expect(filter).toEqual({ city: ["210900", "211400"], payMin: 8000 });
    expect(label).toBe("阜新 · 葫芦岛");
    const elsewhere = await hall.seeker();
    await saved(elsewhere, { q: "铣工" }, { "x-agreement": SECOND.slug });
    const plain = { duties: "铣削零件。", requirements: "会看图纸。" };
    await hall.publish({ ...plain, title: "铣工", payText: "5000-6000元/月" });
    await tenMinutesLater();
    expect([await told(narrow), await told(elsewhere)]).toEqual([[], []]);
    await hall.publish({ ...plain, title: "铣工", payText: "9000-10000元/月" });
    await tenMinutesLater();
    expect((await told(narrow)).map(({ title }) => title)).toEqual(["阜新 · 葫芦岛"]);
    expect(await told(elsewhere)).toEqual([]);
  });

  test("misses nothing between publication and a late index", async () => {
    const person = await hall.seeker();
    await saved(person, { q: "刨工" });
    await hall.publish({ title: "刨工", duties: "刨削零件。", requirements: "会看图纸。" });
    const ctx = systemContext(hall.t.services, "test");
    await hall.t.database.travel("2 hours");
    await findNewMatches(ctx);
    expect(await told(person)).toEqual([]);
    await tenMinutesLater();
    expect(await told(person)).toHaveLength(1);
  });
});

describe("saving", () => {
  test("ten concurrent saves of one search keep one; twin: without the unique index they keep more", async () => {
    const person = await hall.seeker();
    const ten = () =>
      Promise.all(
        Array.from({ length: 10 }, () => saved(person, { q: " 车工  夜班 ", filter: { city: ["210900"] } })),
      );
    const ids = (await ten()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect(await listed(person)).toEqual([expect.objectContaining({ id: ids[0], q: "车工 夜班" })]);

    const { db } = hall.t.services;
    const { rows } = await sql<{ def: string }>`
      select indexdef as def from pg_indexes where indexname = 'saved_search_once'`.execute(db);
    await sql`drop index saved_search_once`.execute(db);
    await ten();
    expect((await listed(person)).length).toBeGreaterThan(1);
    for (const { id } of (await listed(person)).slice(1))
      await bodyOf(await person.call("DELETE", `/api/v1/me/saved-searches/${id}`), 204);
    await sql.raw(rows[0]?.def ?? "").execute(db);
  });

  test("at most twenty; an unconditional search and unknown fields are refused", async () => {
    const person = await hall.seeker();
    for (let n = 1; n <= 20; n += 1) await saved(person, { q: `焊工${n}` });
    expect(await codeOf(await save(person, { q: "第二十一" }))).toEqual([409, "SAVED_SEARCH_LIMIT"]);
    await saved(person, { q: "焊工7" });
    expect(await listed(person)).toHaveLength(20);
    const answer = await save(await hall.seeker(), { q: "  " });
    expect(await bodyOf(answer, 422)).toMatchObject({ fields: [{ path: "q", code: "MISSING" }] });
    expect((await save(person, { q: "焊工", sort: "pay" })).status).toBe(422);
    expect((await save(person, { q: "焊工", filter: { county: ["x"] } })).status).toBe(422);
  });

  test("deleting removes the unread notice; nobody deletes another person's", async () => {
    const [person, other] = [await hall.seeker(), await hall.seeker()];
    const { id } = await saved(person, { q: "磨工" });
    await hall.publish({ title: "磨工", duties: "磨削零件。", requirements: "会看图纸。" });
    await tenMinutesLater();
    expect(await told(person)).toEqual([expect.objectContaining({ read: false })]);
    const path = `/api/v1/me/saved-searches/${id}`;
    expect((await other.call("DELETE", path)).status).toBe(404);
    await bodyOf(await person.call("DELETE", path), 204);
    expect((await person.call("DELETE", path)).status).toBe(404);
    expect(await listed(person)).toEqual([]);
    expect((await told(person)).filter(({ read }) => !read)).toEqual([]);
  });
});
