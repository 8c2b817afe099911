import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { submitPosting } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { draftPosting } from "../factories/postings.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const textOf = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>|<head>[\s\S]*?<\/head>/g, "")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ");
const page = async (path: string) => (await hall.t.call("GET", path)).text();

describe("what the source says of the pay stands beside the figure", () => {
  test.each([
    ["计件 4500-7000 包吃住 月休4天", "4,500–7,000 元/月 计件 · 包吃住 · 月休4天"],
    ["综合薪资6000-8000（含全勤奖、加班费）", "6,000–8,000 元/月 综合薪资 · 含全勤奖、加班费"],
    ["底薪1800+计件，月综合5500-7500", "5,500–7,500 元/月 底薪1800+计件 · 月综合"],
    ["最高可达12000元/月", "12,000 元/月以内 最高可达"],
    ["试用期3500 转正5000-6500", "5,000–6,500 元/月 试用期3500 · 转正"],
    ["8000元/月（干满26天，每天12小时）", "8,000 元/月 干满26天 · 每天12小时"],
  ])("%s", async (payText, shown) => {
    const id = await hall.publish({ title: `刮研工${payText.length}`, payText });
    await hall.settle();
    const list = textOf(await page(`/postings?q=${encodeURIComponent(`刮研工${payText.length}`)}`));
    expect(list).toContain(shown);
    const posting = await page(`/postings/${id}`);
    expect(textOf(posting)).toContain(shown);
    expect(textOf(posting)).toContain(`来源写的是：${payText}`);
  });

  test("a plain figure has none", async () => {
    const id = await hall.publish({ title: "保管员", payText: "6000-9000元/月" });
    expect(textOf(await page(`/postings/${id}`))).not.toContain("来源写的是");
  });

  test("a list shortens long words, the page does not", async () => {
    const long = "每月考核合格并且没有迟到早退记录的员工另外发奖";
    const id = await hall.publish({ title: "拣货员", payText: `5000元/月，${long}` });
    await hall.settle();
    const list = textOf(await page(`/postings?q=${encodeURIComponent("拣货员")}`));
    expect(list).toContain(`5,000 元/月 ${long.slice(0, 15)}…`);
    expect(textOf(await page(`/postings/${id}`))).toContain(`5,000 元/月 ${long}`);
  });
});

test("the reviewing officer sees that the pay is in another currency", async () => {
  const payText = "3000-5000美元/月";
  const { id } = await draftPosting(hall.member.ctx, hall.enterpriseId, { title: "海外焊工", payText });
  await submitPosting(hall.member.ctx, { id });
  const queue = textOf(await (await hall.officer.call("GET", "/union")).text());
  expect(queue).toContain("工资写的是外币，不换算成人民币");
  expect(queue).toContain("3000-5000美元/月");
});

test("costs that the worker bears do not stand among the benefits", async () => {
  const id = await hall.publish({ title: "罐头工" });
  const benefits = { benefitsText: "五险、体检费自理" };
  await hall.t.database.db
    .updateTable("posting")
    .set({ facts: JSON.stringify(benefits) })
    .where("id", "=", id)
    .execute();
  const text = textOf(await page(`/postings/${id}`));
  expect(text).toContain("福利待遇五险");
  expect(text).toContain("要自己花钱的体检费自理");
});
