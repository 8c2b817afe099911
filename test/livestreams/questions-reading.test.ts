import { expect, test } from "vitest";
import { hasContact, normalForm } from "../../src/livestreams/questions/index.ts";

test.each([
  ["包住吗？", "请问包住吗"],
  ["包住吗", "主播您好，请问一下包住吗??"],
  ["有夫妻房吗", "有 夫妻房 吗！"],
  ["计件单价多少", "计件单价多少啊"],
  ["ABC厂在哪", "ａｂｃ厂在哪呀"],
])("%s and %s are the same question", (a, b) => {
  expect(normalForm(b)).toBe(normalForm(a));
});

test.each([
  ["包吃吗", "包住吗"],
  ["有夜班吗", "没有夜班吗"],
  ["六千到八千？", "六千到九千？"],
])("%s and %s are different questions", (a, b) => {
  expect(normalForm(b)).not.toBe(normalForm(a));
});

test("a text of greetings or marks alone keeps a form of its own", () => {
  expect(normalForm("请问")).toBe("请问");
  expect(normalForm("？？")).toBe("？？");
});

test.each([
  "打我电话13812345678",
  "138 1234 5678 联系我",
  "一三八一二三四五六七八",
  "1 3 8 1 2 3 4 5 6 7 8",
  "加我微信细聊",
  "微信号：abc123456",
  "看 https://example.com/a",
  "www.example.com",
  "去 zhaopin-vip.com 报名",
  "身份证211402199001011234能行吗",
  "发我 a@example.com",
])("%s holds a contact", (text) => {
  expect(hasContact(text)).toBe(true);
});

test.each([
  "6000-8000元是税前还是税后？",
  "工资1.5万有吗",
  "12月1日到岗行吗",
  "一个月休4天吗，五险一金交吗",
  "车间有没有空调，离2号线远吗",
  "有微信群吗",
])("%s holds none", (text) => {
  expect(hasContact(text)).toBe(false);
});
