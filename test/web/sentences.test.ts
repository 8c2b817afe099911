import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Hall, openHall } from "../applications/world.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
  await hall.publish({ title: "电焊工", duties: "焊接，长白班。" });
  await hall.publish({ title: "普工", duties: "装箱，两班倒。", payText: "4000-5000元/月" });
  await hall.publish({ title: "普工", duties: "装箱，不加班。", payText: "5000-7000元/月" });
  await hall.settle();
});
afterAll(() => hall.t.close());

async function pageOf(path: string) {
  const response = await hall.t.call("GET", path);
  expect(response.status).toBe(200);
  const html = await response.text();
  const links = [...html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(
    ([, href = "", body = ""]) => ({
      href: href.replaceAll("&amp;", "&"),
      text: body
        .replace(/<[^>]+>/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    }),
  );
  return { html, links, total: Number(/(\d+) 个岗位/.exec(html)?.[1]) };
}
const searched = (q: string, more: Record<string, string> = {}) =>
  pageOf(`/postings?${new URLSearchParams({ q, ...more })}`);
const queryOf = (href: string | undefined) =>
  Object.fromEntries(new URL(href ?? "", "http://site").searchParams);

describe("conditions in the search box", () => {
  test.each([
    ["普工 月薪6000以上", "6,000 元以上 ✕", "普工"],
    ["普工 5000左右", "4,500–5,500 元/月 ✕", "普工"],
    ["一天200以上 普工", "一天 200 元以上 ✕", "普工"],
    ["普工 日结", "日结 ✕", "普工"],
    ["小时工", "按小时算钱 ✕", undefined],
    ["白班 电焊工", "白班 ✕", "电焊工"],
    ["普工 倒班", "倒班 ✕", "普工"],
    ["不上夜班的电焊工", "不上夜班，也不倒班 ✕", "电焊工"],
    ["普工 不要两班倒", "不要两班倒 ✕", "普工"],
    ["请问兴城招普工吗，不要销售", "不要“销售” ✕", "兴城 普工"],
    ["普工 不要经验", "没有经验 ✕", "普工"],
  ])("%s: shown as a chip that can be removed", async (q, text, rest) => {
    const { links } = await searched(q);
    const chip = links.find((link) => link.text === text);
    expect(queryOf(chip?.href).q).toBe(rest);
  });

  test("each chip removes its own words, and the number of postings follows", async () => {
    const both = await searched("普工 不加班 月薪6000以上");
    expect(both.total).toBe(1);
    const pay = both.links.find(({ text }) => text === "6,000 元以上 ✕");
    expect(queryOf(pay?.href).q).toBe("普工 不加班");
    expect((await pageOf(pay?.href ?? "")).total).toBe(2);
  });

  test("filters of the address have chips too", async () => {
    const { links, total } = await searched("普工", { shift: "two", payMax: "5000" });
    expect(total).toBe(1);
    const shift = links.find(({ text }) => text === "两班倒 ✕");
    expect(queryOf(shift?.href)).toEqual({ q: "普工", payMax: "5000" });
    expect(queryOf(links.find(({ text }) => text === "5,000 元以下 ✕")?.href)).toEqual({
      q: "普工",
      shift: "two",
    });
  });

  test("the page says what it did not understand, and what is no condition here", async () => {
    const { html, total } = await searched("不累的普工 50岁");
    expect(total).toBe(2);
    expect(html).toContain("没看懂“不累”，没有按它筛选");
    expect(html).toContain("这里的岗位不分年龄和男女，没有按“50岁”筛选");
  });
});

describe("offers for a search without results", () => {
  test("the nearest postings of a place without any, with the distance", async () => {
    const { links, total } = await searched("电焊工 绥中");
    expect(total).toBe(0);
    const near = links.find(({ text }) => text.startsWith("最近的在"));
    expect(near?.text).toMatch(/^最近的在兴城市?，约 46 公里 \+1$/);
    expect(queryOf(near?.href)).toEqual({ q: "电焊工", city: "", sort: "nearest", near: "211421" });
    expect((await pageOf(near?.href ?? "")).total).toBe(1);
    expect(links.map(({ text }) => text)).toContain("不要求“绥中” +1");
  });

  test("the nearest postings of a chosen county", async () => {
    const { links } = await searched("电焊工", { county: "211421" });
    const near = links.find(({ text }) => text.startsWith("最近的在"));
    expect(queryOf(near?.href)).toEqual({ q: "电焊工", city: "", sort: "nearest", near: "211421" });
  });

  test("two parts at once if no single one helps", async () => {
    const { links, total } = await searched("日语 翻译 电焊工");
    expect(total).toBe(0);
    const two = links.find(({ text }) => text.startsWith("不要求"));
    expect(two?.text).toBe("不要求“日语”和“翻译” +1");
    expect(queryOf(two?.href)).toEqual({ q: "电焊工" });
  });

  test("a condition of the text, named as such", async () => {
    const { links } = await searched("电焊工 日结");
    const without = links.find(({ text }) => text === "不要求“日结” +1");
    expect(queryOf(without?.href)).toEqual({ q: "电焊工" });
    const excluded = await searched("电焊工 不去葫芦岛");
    expect(queryOf(excluded.links.find(({ text }) => text === "去掉“不去葫芦岛” +1")?.href)).toEqual({
      q: "电焊工",
    });
  });

  test("a word and a filter together", async () => {
    const { links } = await searched("电焊工 日语", { payMin: "10000" });
    expect(links.map(({ text }) => text)).toContain("不要求“日语”，不限工资 +1");
  });
});
