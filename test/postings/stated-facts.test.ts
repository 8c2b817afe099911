import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RequestContext } from "../../src/platform/context.ts";
import { closePosting, editPosting, getManagedPosting, getTradePay } from "../../src/postings/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { draftPosting, publishedPosting } from "../factories/postings.ts";
import { type TestApp, testApp } from "../support/app.ts";

let t: TestApp;
let member: RequestContext;
let officer: RequestContext;
let mine: string;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  officer = (await t.asOfficer(HOME)).ctx;
  mine = (await verifiedEnterprise(t.services, officer)).enterprise.id;
  const signed = (await t.asMember(mine)).ctx;
  member = { ...signed, scope: { city: HOME, agreement: null } };
});
afterAll(() => t.close());

const facts = async (id: string) => (await getManagedPosting(member, id)).facts;
const edit = async (id: string, patch: Parameters<typeof editPosting>[1]["patch"]) => {
  const { rev } = await getManagedPosting(member, id);
  return (await editPosting(member, { id, ifRev: rev, patch })).facts;
};

test("a fact of the form stands beside the texts, and stays until the form or the texts change it", async () => {
  const { id } = await draftPosting(member, mine, {
    duties: "按图纸焊接，两班倒。",
    facts: { posture: "standing", paydayOfMonth: 15 },
  });
  expect(await facts(id)).toMatchObject({ shift: "two", posture: "standing", paydayOfMonth: 15 });
  expect(await edit(id, { headcount: 6 })).toMatchObject({ posture: "standing", paydayOfMonth: 15 });
  expect(await edit(id, { facts: { shift: "day" } })).toMatchObject({ shift: "day", posture: "standing" });
  expect(await edit(id, { duties: "按图纸焊接，两班倒，管吃。" })).toMatchObject({
    shift: "day",
    meals: true,
  });
  expect(await edit(id, { duties: "按图纸焊接，三班倒。", facts: { shift: "day" } })).toMatchObject({
    shift: "three",
  });
  const cleared = await edit(id, { facts: { posture: null, paydayOfMonth: null } });
  expect(cleared).toMatchObject({ shift: "three" });
  expect(cleared).not.toHaveProperty("posture");
});

test("a fact that no form offers is refused", async () => {
  const wrong = { shift: "never" } as unknown as { shift: "day" };
  await expect(draftPosting(member, mine, { facts: wrong })).rejects.toThrow();
  await expect(draftPosting(member, mine, { facts: { paydayOfMonth: 32 } })).rejects.toThrow();
});

test("the pay of a trade has quartiles from eight postings on, by city, and only monthly pay", async () => {
  const people = { member, officer };
  const publish = (payText: string, more = {}) =>
    publishedPosting(people, mine, { title: "电焊工", payText, placeText: "葫芦岛兴城市", ...more });
  const live = [];
  for (let n = 0; n < 7; n += 1) live.push(await publish(`${4000 + n * 1000}元/月`));
  for (const pay of ["300元/天", "面议", "20元/小时"]) await publish(pay);
  const before = await getTradePay(member, { title: "焊工" });
  expect(before?.cities).toEqual([{ city: HOME, live: null, filled: null }]);
  live.push(await publish("10000-12000元/月"));
  expect((await getTradePay(member, { title: "焊工" }))?.cities).toEqual([
    { city: HOME, live: { n: 8, low: 5750, median: 7500, high: 9250 }, filled: null },
  ]);
  for (const { id } of live) await closePosting(member, { id, reason: "filled" });
  await publish("6000元/月", { placeText: "锦州市凌河区" });
  const after = await getTradePay(member, { title: "焊工" });
  expect(after?.cities.find(({ city }) => city === HOME)).toMatchObject({ live: null, filled: { n: 8 } });
  expect(after?.cities.find(({ city }) => city === NEIGHBOUR)?.live ?? null).toBeNull();
  await sql`update posting set closed_at = closed_at - interval '2 years' where close_reason = 'filled'`.execute(
    t.services.db,
  );
  const old = await getTradePay(member, { title: "焊工" });
  expect(old?.cities.find(({ city }) => city === HOME)?.filled ?? null).toBeNull();
  expect(await getTradePay(member, { title: "🙂" })).toBeNull();
});

test("pay of a trade and a short address are found by their indexes", async () => {
  const plans = await t.services.db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    const pay =
      await sql`explain select 1 from posting p where p.occupation = 'welder' and p.status = 'published'
      and p.pay_period = 'month' and p.published_at is not null
      and coalesce(p.pay_min_yuan, p.pay_max_yuan) is not null order by p.published_at desc limit 5000`.execute(
        tx,
      );
    const short = await sql`explain select id from posting where right(id::text, 8) = '00000000'
      and published_at is not null`.execute(tx);
    return [pay, short].map(({ rows }) => JSON.stringify(rows));
  });
  expect(plans[0]).toContain("posting_trade_pay");
  expect(plans[1]).toContain("posting_short");
});
