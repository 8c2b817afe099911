import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Hall, openHall } from "../../applications/world.ts";
import { HOME } from "../../factories/cities.ts";
import { bodyOf } from "../../support/app.ts";

type Found = {
  items: { id: string }[];
  total: number;
  understood: { kind: string; text: string; word?: string; filter?: object; why?: string }[];
};

const TEXTS = {
  day: { duties: "装箱，长白班。" },
  night: { title: "普工（夜班）", duties: "装箱。" },
  two: { duties: "装箱，两班倒。" },
  allowance: { duties: "装箱。", benefits: ["nightAllowance"] as const },
  silent: { duties: "装箱。" },
  daily: { duties: "搬运。", payText: "150-220元/天" },
  settled: { duties: "搬运，工资日结。", payText: "6000元/月" },
  later: { duties: "搬运，周结。", payText: "200元/天" },
  hourly: { title: "服务员", duties: "传菜。", payText: "20元/小时" },
  piece: { title: "缝纫工", duties: "缝制，计件。", payText: "5000-8000元/月" },
  rich: { title: "货车司机", duties: "送货，需要出差。", payText: "9000-12000元/月" },
  middling: { title: "货车司机", duties: "送货，无需出差。", payText: "6000-9000元/月" },
  agency: { title: "保安", duties: "巡逻。", agency: true },
  direct: { title: "保安", duties: "巡逻，非中介，不加班。" },
  busy: { title: "保安", duties: "巡逻，经常加班。", benefits: ["overtimePay"] as const },
  seller: { title: "电话销售专员", duties: "打电话。" },
  clerk: { title: "文员", duties: "配合销售部做表。" },
} as const;
type Name = keyof typeof TEXTS;

let hall: Hall;
const names = new Map<string, Name>();
beforeAll(async () => {
  hall = await openHall();
  for (const [name, text] of Object.entries(TEXTS) as [Name, (typeof TEXTS)[Name]][]) {
    const { benefits, ...rest } = { benefits: undefined, ...text };
    const id = await hall.publish({
      title: "普工",
      requirements: "身体健康。",
      ...rest,
      ...(benefits ? { benefits: [...benefits] } : {}),
    });
    names.set(id, name);
  }
  await hall.settle();
});
afterAll(() => hall.t.close());

const search = async (query: Record<string, string>) =>
  bodyOf<Found>(await hall.t.call("GET", `/api/v1/postings?${new URLSearchParams(query)}`), 200);
const found = async (q: string, more: Record<string, string> = {}) =>
  (await search({ q, limit: "100", ...more })).items.map(({ id }) => names.get(id)).sort();
const all = (...without: Name[]) =>
  (Object.keys(TEXTS) as Name[]).filter((name) => !without.includes(name)).sort();

describe("what a sentence finds", () => {
  test.each<[string, Name[]]>([
    ["不上夜班", all("night", "two", "allowance")],
    ["普工 -夜班", ["daily", "day", "later", "settled", "silent"]],
    ["不要两班倒 普工", ["allowance", "daily", "day", "later", "night", "settled", "silent"]],
    ["白班", ["day"]],
    ["夜班", ["allowance", "night"]],
    ["白班或者夜班", ["allowance", "day", "night"]],
    ["两班倒的普工", ["two"]],
    ["日结", ["daily", "settled"]],
    ["不要日结的普工", ["allowance", "day", "later", "night", "silent", "two"]],
    ["按天算", ["daily", "later"]],
    ["周结", ["later"]],
    ["小时工", ["hourly"]],
    ["时薪20以上", ["hourly"]],
    ["时薪25以上", []],
    ["一天200以上", ["daily", "later"]],
    ["日结210以上", ["daily"]],
    ["计件", ["piece"]],
    ["月薪10000以上的司机", ["rich"]],
    ["司机 8000", ["middling", "rich"]],
    ["6500左右的司机", ["middling"]],
    ["司机 不出差", ["middling"]],
    ["不要中介 保安", ["busy", "direct"]],
    ["保安 不用加班", ["agency", "direct"]],
    ["不要销售", all("seller")],
    ["除了保安和司机都行", all("agency", "direct", "busy", "rich", "middling")],
    ["兴城 不要普工", ["agency", "busy", "clerk", "direct", "hourly", "middling", "piece", "rich", "seller"]],
    ["不去兴城", []],
    ["请问哪里招保安", ["agency", "busy", "direct"]],
    ["50岁能干的活", all()],
    ["找工作", all()],
  ])("%s", async (q, expected) => {
    expect(await found(q)).toEqual(expected);
  });

  test("a filter of the address and one of the text hold together", async () => {
    expect(await found("月薪8000以上", { payMin: "10000" })).toEqual(["rich"]);
    expect(await found("月薪10000以上", { payMin: "8000" })).toEqual(["rich"]);
    expect(await found("普工", { shift: "day,two" })).toEqual(["day", "two"]);
    expect(await found("白班", { shift: "day,two" })).toEqual(["day"]);
    expect(await found("白班", { shift: "two" })).toEqual([]);
    expect(await found("普工 不倒班", { notShift: "day" })).toEqual(
      ["allowance", "daily", "later", "night", "settled", "silent"].sort(),
    );
  });

  test("what fits for certain comes first, and pages neither repeat nor skip", async () => {
    const first = async (q: string) => names.get((await search({ q, limit: "1" })).items[0]?.id ?? "");
    expect(await first("司机 8000")).toBe("rich");
    expect(await first("普工 不上夜班")).toBe("day");
    expect(await first("日结 普工")).toBe("settled");
    const seen: (string | undefined)[] = [];
    let cursor: string | null = null;
    do {
      const page: Found & { nextCursor: string | null } = await bodyOf(
        await hall.t.call(
          "GET",
          `/api/v1/postings?${new URLSearchParams({ q: "不上夜班", limit: "4", ...(cursor ? { cursor } : {}) })}`,
        ),
        200,
      );
      seen.push(...page.items.map(({ id }) => names.get(id)));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual(all("night", "two", "allowance"));
  });

  test("the answer says how the text was understood", async () => {
    const { understood } = await search({ q: "请问兴城招普工吗，月薪6000以上，不要销售，不累的，50岁" });
    expect(understood).toEqual([
      { kind: "word", text: "兴城" },
      { kind: "word", text: "普工" },
      { kind: "filter", text: "月薪6000以上", filter: { payMin: 6000 } },
      { kind: "without", text: "不要销售", word: "销售" },
      { kind: "unused", text: "不累", why: "unclear" },
      { kind: "unused", text: "50岁", why: "open" },
    ]);
    const city = await search({ q: "不上夜班", city: HOME });
    expect(city.understood).toMatchObject([{ kind: "filter" }]);
  });
});
