import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Hall, openHall } from "../applications/world.ts";
import { HOME } from "../factories/cities.ts";
import { bodyOf } from "../support/app.ts";

type Found = { items: { id: string }[]; total: number; forgiven: boolean; nextCursor: string | null };

let hall: Hall;
const ids: Record<string, string> = {};
beforeAll(async () => {
  hall = await openHall();
  ids.open = await hall.publish({ title: "电工", payText: "5000以上" });
  ids.lodging = await hall.publish({ title: "数控车床操作工", benefits: ["dormitory", "meals"] });
  ids.welder = await hall.publish({ title: "电焊工（二保焊）" });
  ids.driver = await hall.publish({ title: "叉车司机" });
  ids.brand = await hall.publish({ title: "Siemens产线普工" });
  await hall.settle();
});
afterAll(() => hall.t.close());

const search = async (query: Record<string, string>) =>
  bodyOf<Found>(await hall.t.call("GET", `/api/v1/postings?${new URLSearchParams(query)}`), 200);
const found = async (q: string) => (await search({ q })).items.map(({ id }) => id);

describe("query words", () => {
  test.each([
    ["焊工", "welder"],
    ["焊", "welder"],
    ["电焊师傅", "welder"],
    ["兴城电焊工", "welder"],
    ["找个兴城的电焊工的活", "welder"],
    ["dianhangong", "welder"],
    ["dianhan", "welder"],
    ["dhg", "welder"],
    ["huludao hangong", "welder"],
    ["ｄｈｇ", "welder"],
    ["开叉车", "driver"],
    ["包吃住", "lodging"],
    ["包吃住 数控", "lodging"],
    ["车床", "lodging"],
    ["兴城 数控床操作工", "lodging"],
    ["siemens", "brand"],
    ["Sie", "brand"],
  ] as const)("%s finds it exactly", async (q, name) => {
    const answer = await search({ q });
    expect(answer.items[0]?.id).toBe(ids[name]);
    expect(answer.forgiven).toBe(false);
  });

  test.each([
    ["Seimens", "brand"],
    ["Siemans", "brand"],
    ["数控车床操工", "lodging"],
    ["兴城 数控车床操工", "lodging"],
  ] as const)("%s, a typing error, finds it and says so", async (q, name) => {
    expect(await search({ q })).toMatchObject({ forgiven: true, items: [{ id: ids[name] }] });
  });

  test.each(["宇航员", "北京 电焊工", "电焊工 夜班", "Huawei", "，。！"])("%s finds nothing", async (q) => {
    expect(await found(q)).toEqual([]);
  });

  test("the next page of a corrected search is corrected too, and no other is", async () => {
    const more = await Promise.all(
      Array.from({ length: 3 }, () => hall.publish({ title: "道路货运汽车驾驶员" })),
    );
    await hall.settle();
    const q = "道路货汽车驾驶员";
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Found = await search({ q, limit: "2", ...(cursor ? { cursor } : {}) });
      expect(page).toMatchObject({ forgiven: true, total: 3 });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual(more.sort());
    const other = await search({ q, limit: "2" });
    const wrong = await hall.t.call(
      "GET",
      `/api/v1/postings?${new URLSearchParams({ q: "焊工", cursor: other.nextCursor ?? "" })}`,
    );
    expect(wrong.status).toBe(422);
  });
});

test("no text can imitate a code", async () => {
  const spam = await hall.publish({
    title: "旅游顾问 #welder",
    requirements: "+dormitory @211400 #cnc-operator",
  });
  await hall.settle();
  for (const q of ["焊工", "数控", "包吃住"]) expect(await found(q)).not.toContain(spam);
  expect(await found("#welder")).toContain(spam);
});

test("pay without an upper bound counts for its certain part", async () => {
  const within = async (payMin: string) =>
    (await search({ q: "电工", payMin, city: HOME })).items.map(({ id }) => id);
  expect(await within("5000")).toEqual([ids.open]);
  expect(await within("6000")).toEqual([]);
  expect(await within("")).toEqual([ids.open]);
});
