import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { announceFair, publishFair } from "../../src/fairs/index.ts";
import {
  bucketOf,
  bucketOfLog,
  compareDigests,
  digestOfLog,
  digestOfRows,
  purgeStream,
  repairCopies,
  SHARED_KINDS,
} from "../../src/federation/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { contextFor } from "../../src/platform/context.ts";
import { closePosting } from "../../src/postings/index.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME } from "../factories/cities.ts";
import { draftFair, placed } from "../factories/fairs.ts";
import type { TestApp } from "../support/app.ts";
import { kindOf, type TwoNodes, twoNodes } from "./world.ts";

const STREAM = `${HOME}/public`;
let nodes: TwoNodes;
let home: TwoNodes["home"];
let away: TestApp;
let stand: Awaited<ReturnType<typeof placed>>;
const postings: string[] = [];
beforeAll(async () => {
  nodes = await twoNodes();
  ({ home, away } = nodes);
  const union = home.officer.ctx;
  for (const title of ["焊工", "车工", "铆工", "保安"]) postings.push(await home.publish({ title }));
  await closePosting(home.member.ctx, { id: postings[3] ?? "", reason: "filled" });
  const draft = await draftFair(union);
  await announceFair(union, { id: draft.id, action: "announce" });
  stand = await placed(home.t.services, union, draft.id);
  await publishFair(union, { id: draft.id, action: "publish" });
  expect(await nodes.pull()).toEqual([]);
});
afterAll(() => nodes.close());

const system = () => contextFor(away.services, { kind: "system", name: "digest" });
const logOf = async (t: TestApp) => {
  await sequence(t.services.db);
  const { rows } = await sql<{ epoch: number; size: number }>`
    select epoch, size from log_head where stream = ${STREAM}`.execute(t.services.db);
  return { stream: STREAM, epoch: rows[0]?.epoch ?? 0, size: rows[0]?.size ?? 0 };
};
/** The digests of the log and of the rows of both nodes, by kind. */
const digests = async (kind: string) => {
  const one = kindOf(kind);
  const all = [];
  for (const t of [home.t, away]) {
    all.push(await digestOfLog(t.services.db, one, await logOf(t)));
    all.push(await digestOfRows(t.services.db, one, HOME));
  }
  return all;
};

/** Kinds of which this log tells something. Those of livestreams have a test with nodes of their own. */
const TOLD_KINDS = SHARED_KINDS.filter(({ kind }) => !kind.startsWith("livestream"));

test("log and rows of home and copy have equal digests for every kind", async () => {
  for (const { kind } of TOLD_KINDS) {
    const [told, ...others] = await digests(kind);
    expect(told?.length, kind).toBeGreaterThan(0);
    for (const other of others) expect(other, kind).toEqual(told);
  }
});

test("a digest is what the definition says", async () => {
  const [told = []] = await digests("posting");
  const { rows } = await sql<{ id: string; rev: number }>`
    select id, rev from posting where status = 'published' order by id::text collate "C"`.execute(
    home.t.services.db,
  );
  const sha = (text: string) => createHash("sha256").update(text).digest();
  const expected = [...new Set(rows.map(({ id }) => sha(id)[0] ?? 0))]
    .sort((a, b) => a - b)
    .map((bucket) => {
      const some = rows.filter(({ id }) => sha(id)[0] === bucket);
      const lines = some.map(({ id, rev }) => `${id} ${rev}\n`).join("");
      return { bucket, count: some.length, digest: sha(lines).toString("base64") };
    });
  expect(told).toEqual(expected);
  const some = rows[0];
  const bucket = bucketOf(some?.id ?? "");
  const records = await bucketOfLog(home.t.services.db, kindOf("posting"), {
    ...(await logOf(home.t)),
    bucket,
  });
  expect(records).toContainEqual({ id: some?.id, rev: some?.rev });
});

test("a digest of an earlier size is that of the earlier log", async () => {
  const log = await logOf(home.t);
  const before = await digestOfLog(home.t.services.db, kindOf("posting"), log);
  const id = await home.publish({ title: "后来的岗位" });
  expect(await digestOfLog(home.t.services.db, kindOf("posting"), log)).toEqual(before);
  const after = await digestOfLog(home.t.services.db, kindOf("posting"), await logOf(home.t));
  expect(compareDigests(before, after)).toEqual([bucketOf(id)]);
  await nodes.pull();
});

test("a lost row, an extra row and an old revision are found, named and repaired", async () => {
  const db = away.services.db;
  const [lost = "", old = "", newer = ""] = postings;
  const extra = away.services.ids.uuid();
  await sql`delete from posting where id = ${lost}`.execute(db);
  await sql`update posting set rev = rev - 1, title = '旧的' where id = ${old}`.execute(db);
  await sql`update posting set rev = rev + 5, title = '没说过的' where id = ${newer}`.execute(db);
  await sql`
    insert into posting (id, home_city, enterprise_id, status, title, valid_through, published_at)
    select ${extra}::uuid, home_city, enterprise_id, status, '多出来的', valid_through, published_at
    from posting where id = ${old}`.execute(db);
  await sql`update fair_registration set status = 'closed' where id = ${stand.registration.id}`.execute(db);
  await sql`update booth set registration_id = null`.execute(db);

  const repaired = await repairCopies(system(), { stream: STREAM });
  expect(repaired).toEqual([
    {
      kind: "posting",
      missing: [lost],
      extra: [extra],
      stale: [old, newer].sort(byBucket),
      unread: [],
      lost: [],
    },
    { kind: "fairExhibitor", missing: [stand.registration.id], extra: [], stale: [], unread: [], lost: [] },
  ]);
  for (const { kind } of SHARED_KINDS) {
    const [told, ...others] = await digests(kind);
    for (const other of others) expect(other, kind).toEqual(told);
  }
  await Promise.all([home.settle(), drainAll(away.services)]);
  const found = (await (await away.call("GET", "/api/v1/postings?limit=100")).json()) as {
    items: { id: string }[];
  };
  const there = (await (await home.t.call("GET", "/api/v1/postings?limit=100")).json()) as typeof found;
  expect(found.items.map(({ id }) => id).sort()).toEqual(there.items.map(({ id }) => id).sort());
  const { rows } = await sql<{ detail: unknown }>`
    select detail from audit where action = 'copies.repair'`.execute(db);
  expect(rows).toMatchObject([
    { detail: { posting: { missing: 1, extra: 1, stale: 2, unread: 0, lost: 0 } } },
  ]);
  expect(await repairCopies(system(), { stream: STREAM })).toEqual([]);
});
const byBucket = (a: string, b: string) => bucketOf(a) - bucketOf(b) || (a < b ? -1 : 1);

test("a withheld payload is not missed, and an unread one is named again", async () => {
  const db = away.services.db;
  const [id = "", other = ""] = postings;
  const hide = (one: string) => sql`update posting set status = 'closed' where id = ${one}`.execute(db);
  await hide(id);
  await sql`update log_entry set payload = null, salt = null where record_id = ${id}`.execute(db);
  expect(await repairCopies(system(), { stream: STREAM })).toEqual([]);
  await hide(other);
  await sql`update log_entry set payload = '{}' where record_id = ${other}`.execute(db);
  expect(await repairCopies(system(), { stream: STREAM })).toMatchObject([
    { kind: "posting", missing: [other], unread: [{ id: other }] },
  ]);
});

test("a row whose entry was lost here stays and is named; a row that the log never told goes", async () => {
  const db = away.services.db;
  const id = await home.publish({ title: "留下来的" });
  await nodes.pull();
  await repairCopies(system(), { stream: STREAM });
  const before = await repairCopies(system(), { stream: STREAM });
  await sql`create table kept_entry as select * from log_entry where record_id = ${id}`.execute(db);
  await sql`delete from log_entry where record_id = ${id}`.execute(db);
  const found = await repairCopies(system(), { stream: STREAM });
  expect(found.find(({ kind }) => kind === "posting")).toMatchObject({ extra: [], lost: [id] });
  const title = sql<{ title: string }>`select title from posting where id = ${id}`;
  expect((await title.execute(db)).rows).toEqual([{ title: "留下来的" }]);
  // The twin: of a whole log that does not tell the record, the same row is deleted.
  await sql`update log_head set size = size - 1 where stream = ${STREAM}`.execute(db);
  const whole = await repairCopies(system(), { stream: STREAM });
  expect(whole.find(({ kind }) => kind === "posting")).toMatchObject({ extra: [id], lost: [] });
  expect((await title.execute(db)).rows).toEqual([]);
  await sql`update log_head set size = size + 1 where stream = ${STREAM}`.execute(db);
  await sql`insert into log_entry select * from kept_entry`.execute(db);
  expect((await repairCopies(system(), { stream: STREAM })).at(0)).toMatchObject({ kind: "posting" });
  expect((await title.execute(db)).rows).toEqual([{ title: "留下来的" }]);
  expect(await repairCopies(system(), { stream: STREAM })).toEqual(before);
});

test("a record whose id no table can hold is named, and keeps no other from its repair", async () => {
  const db = away.services.db;
  const [lost = ""] = postings.slice(2);
  await sql`
    insert into log_entry (stream, epoch, seq, kind, record_id, op, rev, at, header, salt, payload)
    select stream, epoch, (select size + 1 from log_head where stream = ${STREAM}), kind, 'number-1', op, rev, at, header, salt, payload
    from log_entry where record_id = ${lost} and op = 'put' order by seq desc limit 1`.execute(db);
  await sql`update log_head set size = size + 1 where stream = ${STREAM}`.execute(db);
  await sql`delete from posting where id = ${lost}`.execute(db);
  const found = await repairCopies(system(), { stream: STREAM });
  const [posting] = found.filter(({ kind }) => kind === "posting");
  expect(posting?.missing).toEqual(expect.arrayContaining([lost, "number-1"]));
  expect(posting?.unread.map(({ id }) => id)).toContain("number-1");
  expect(posting?.unread.map(({ id }) => id)).not.toContain(lost);
  const { rows } = await sql`select id from posting where id = ${lost}`.execute(db);
  expect(rows).toHaveLength(1);
  await sql`delete from log_entry where record_id = 'number-1'`.execute(db);
  await sql`update log_head set size = size - 1 where stream = ${STREAM}`.execute(db);
});

test("nobody but background work repairs", async () => {
  const person = contextFor(away.services, { kind: "anonymous" });
  await expect(repairCopies(person, { stream: STREAM })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("purging a stream leaves no copy of it, and search forgets them", async () => {
  const gone = await away.services.db.transaction().execute((tx) => purgeStream(tx, { stream: STREAM }));
  expect(gone).toMatchObject({ fair: 1, fairExhibitor: 1 });
  await drainAll(away.services);
  const { rows } = await sql<{ n: string }>`
    select (select count(*) from posting where home_city = ${HOME}) + (select count(*) from fair)
      + (select count(*) from posting_search where home_city = ${HOME}) + (select count(*) from event_brought) as n`.execute(
    away.services.db,
  );
  expect(Number(rows[0]?.n)).toBe(0);
});
