import { describe, expect, test } from "vitest";
import { reading } from "./reading.ts";

describe("a wish for pay becomes a filter", () => {
  test.each([
    ["月薪8000以上的司机", "{payMin:8000} 司机"],
    ["5000以上的普工", "{payMin:5000} 普工"],
    ["工资不低于6000", "{payMin:6000}"],
    ["工资不能低于5000", "{payMin:5000}"],
    ["5000左右", "{payMin:4500,payMax:5500}"],
    ["大概五千", "{payMin:4500,payMax:5500}"],
    ["8k起", "{payMin:8000}"],
    ["15K以上", "{payMin:15000}"],
    ["4-6k", "{payMin:4000,payMax:6000}"],
    ["八千以上的电焊工", "{payMin:8000} 电焊工"],
    ["五六千的普工", "{payMin:5000,payMax:6000} 普工"],
    ["四千到六千", "{payMin:4000,payMax:6000}"],
    ["保安 5000-6000", "保安 {payMin:5000,payMax:6000}"],
    ["月入过万", "{payMin:10000}"],
    ["一万二以上", "{payMin:12000}"],
    ["7000+ 电焊工", "{payMin:7000} 电焊工"],
    ["≥6000", "{payMin:6000}"],
    ["想找个一个月能挣8000的活", "{payMin:8000}"],
    ["至少7000块钱的电焊工", "{payMin:7000} 电焊工"],
    ["6000来块钱", "{payMin:6000}"],
    ["8000元/月 叉车司机", "{payMin:8000} 叉车司机"],
    ["司机 8000", "司机 {payMin:8000}"],
    ["司机8000", "司机 {payMin:8000}"],
    ["6000以下", "{payMax:6000}"],
    ["年薪10万以上", "{payMin:8333}"],
    ["30万年薪", "{payMin:25000}"],
    ["工资5000以上包吃住", "{payMin:5000} 包吃住"],
  ])("%s", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });

  test.each([
    ["日薪200以上", "{payPeriod:[day],dayPayMin:200}"],
    ["200一天", "{payPeriod:[day],dayPayMin:200}"],
    ["一天一百五", "{payPeriod:[day],dayPayMin:150}"],
    ["日结200以上", "{payPeriod:[day],dayPayMin:200,payday:[day]}"],
    ["时薪20以上", "{payPeriod:[hour],hourPayMin:20}"],
    ["20块钱一小时", "{payPeriod:[hour],hourPayMin:20}"],
    ["时薪二十", "{payPeriod:[hour],hourPayMin:20}"],
  ])("%s, of another period", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });

  test.each([
    ["B2司机", "b2司机"],
    ["c1驾照 司机", "c1 司机"],
    ["3年以上", "3 年以上"],
    ["2000人的厂", "2000 人的厂"],
    ["58同城", "58 同城"],
    ["4s店", "4s 店"],
  ])("%s is no wish for pay", (query, _reading) => {
    expect(reading(query)).not.toContain("pay");
  });

  test.each(["高薪", "工资高的活", "待遇好的厂"])("%s names no figure, and the answer says so", (query) => {
    expect(reading(query)).toMatch(/^\?/);
  });
});

describe("ways of payment and shifts become filters", () => {
  const DAILY = "{payday:[day]}";
  const HOURLY = "{payPeriod:[hour]}";
  test.each([
    ["日结", DAILY],
    ["日结工资", DAILY],
    ["日结 普工", `${DAILY} 普工`],
    ["锦州日结工", `锦州 ${DAILY}`],
    ["哪里有日结的活", DAILY],
    ["干完就给钱的活", DAILY],
    ["当天结账的保洁", `${DAILY} 保洁`],
    ["干一天结一天", DAILY],
    ["按天结算的普工", `${DAILY} 普工`],
    ["周结", "{payday:[week]}"],
    ["月结", "{payday:[month]}"],
    ["按天算的活", "{payPeriod:[day]}"],
    ["小时工", HOURLY],
    ["时薪", HOURLY],
    ["按小时算钱的服务员", `${HOURLY} 服务员`],
    ["计件的装配工", "{payPeriod:[piece]} 装配工"],
    ["钟点工", "钟点工"],
    ["白班", "{shift:[day]}"],
    ["长白班 普工", "{shift:[day]} 普工"],
    ["只上白班的保安", "{shift:[day]} 保安"],
    ["白天的活", "{shift:[day]}"],
    ["夜班", "{shift:[night]}"],
    ["夜班保安", "{shift:[night]} 保安"],
    ["晚上上班", "{shift:[night]}"],
    ["两班倒", "{shift:[two]}"],
    ["三班倒的装配工", "{shift:[three]} 装配工"],
    ["四班三倒", "{shift:[three]}"],
    ["倒班的普工", "{shift:[rotating,two,three]} 普工"],
    ["夜班补助", "夜班补助"],
    ["有三年经验的电焊工", "{experienceYears:3} 电焊工"],
    ["初中毕业能干的", "{education:2}"],
  ])("%s", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });
});
