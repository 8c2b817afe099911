import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reinstateEnterprise, suspendEnterprise } from "../../src/enterprises/index.ts";
import type { Copy, SharedKind } from "../../src/platform/changes/index.ts";
import { closePosting } from "../../src/postings/index.ts";
import { HOME } from "../factories/cities.ts";
import { bodyOf, type TestApp } from "../support/app.ts";
import { kindOf, type TwoNodes, twoNodes } from "./world.ts";

let nodes: TwoNodes;
let home: TwoNodes["home"];
let away: TestApp;
let pull: TwoNodes["pull"];
let newest: TwoNodes["newest"];
beforeAll(async () => {
  nodes = await twoNodes();
  ({ home, away, pull, newest } = nodes);
});
afterAll(() => nodes.close());

const sharedEnterprises = kindOf("enterprise");
const sharedPostings = kindOf("posting");

type View = Record<string, unknown> & { employer: { id: string } };
const shown = async (t: TestApp, id: string) =>
  bodyOf<View>(await t.call("GET", `/api/v1/postings/${id}`), 200);
const found = async (t: TestApp) =>
  (await bodyOf<{ items: { id: string }[] }>(await t.call("GET", "/api/v1/postings?limit=100"), 200)).items
    .map(({ id }) => id)
    .sort();

test("a copy shows what its home shows, is found like it, and hides and returns with its enterprise", async () => {
  const ids = [
    await home.publish({ title: "铆工" }),
    await home.publish({ title: "夜班保安", payText: "计件 4500-7000" }),
  ];
  expect(await pull()).toEqual([]);
  for (const id of ids) expect(await shown(away, id)).toEqual(await shown(home.t, id));
  const employer = `/api/v1/enterprises/${home.enterpriseId}`;
  expect(await bodyOf(await away.call("GET", employer), 200)).toEqual(
    await bodyOf(await home.t.call("GET", employer), 200),
  );
  expect(await found(away)).toEqual(ids.sort());

  await suspendEnterprise(home.officer.ctx, { id: home.enterpriseId, reason: "拖欠工资，正在核查" });
  expect(await pull()).toEqual([]);
  expect(await found(away)).toEqual([]);
  expect((await away.call("GET", `/api/v1/postings/${ids[0]}`)).status).toBe(404);
  await reinstateEnterprise(home.officer.ctx, { id: home.enterpriseId });
  await pull();
  expect(await found(away)).toEqual(ids.sort());
  await closePosting(home.member.ctx, { id: ids[0] ?? "", reason: "filled" });
  await pull();
  expect(await found(away)).toEqual([ids[1]]);
});

test("copies are held with the revisions of their home", async () => {
  const { rows } = await sql<{ id: string; rev: number }>`
    select id, rev from posting where status = 'published' order by id`.execute(home.t.services.db);
  const held = await sharedPostings.held(away.services.db, { home: HOME, after: null, limit: 10 });
  expect(held).toEqual(rows);
  const rest = await sharedPostings.held(away.services.db, {
    home: HOME,
    after: held.at(-1)?.id ?? null,
    limit: 10,
  });
  expect(rest).toEqual([]);
  const [enterprise] = await sharedEnterprises.held(away.services.db, { home: HOME, after: null, limit: 10 });
  expect(enterprise?.id).toBe(home.enterpriseId);
});

const put = (kind: SharedKind, copy: Copy) =>
  away.services.db.transaction().execute((tx) => kind.put(tx, [copy]));

test("an old version, another city's version and an unknown employer change nothing that they may not", async () => {
  const id = await home.publish({ title: "焊工" });
  await pull();
  const told = await newest("posting", id);
  const payload = told.payload as View;
  await put(sharedPostings, { ...told, payload: { ...payload, title: "旧的" }, rev: told.rev - 1 });
  await put(sharedPostings, { ...told, payload: { ...payload, title: "假的" }, rev: 99, home: "210900" });
  await put(sharedEnterprises, {
    ...(await newest("enterprise", home.enterpriseId)),
    rev: 99,
    home: "210900",
  });
  expect(await shown(away, id)).toEqual(await shown(home.t, id));

  const employer = { id: home.t.services.ids.uuid(), name: "没有公告过的公司", verified: false };
  const repost = { ...told, id: home.t.services.ids.uuid(), rev: 1 };
  await put(sharedPostings, {
    ...repost,
    payload: { ...payload, id: repost.id, employer, repostFrom: "招聘网" },
  });
  expect((await shown(away, repost.id)).employer).toEqual(employer);
});

test("what this release cannot read is named and passed, and the rest of the page is written", async () => {
  const id = await home.publish({ title: "车工" });
  await pull();
  const told = await newest("posting", id);
  const payload = told.payload as View;
  const of = (n: number, values: object) => {
    const other = home.t.services.ids.uuid();
    return { ...told, id: other, rev: n, payload: { ...payload, id: other, ...values } };
  };
  const page = [
    of(1, { occupation: "spaceship-welder" }),
    of(2, { county: "999999" }),
    of(3, { title: null }),
    of(4, { title: "好的" }),
  ];
  const unread = await away.services.db.transaction().execute((tx) => sharedPostings.put(tx, page));
  expect(unread.map(({ rev, why }) => [rev, why]).sort()).toEqual([
    [1, "code spaceship-welder"],
    [2, "code 999999"],
    [3, "title"],
  ]);
  expect((await shown(away, page[3]?.id ?? "")).title).toBe("好的");
});
