import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findPhones,
  parseDate,
  parseEducation,
  parseExperience,
  parseHeadcount,
  readFacts,
  splitCosts,
} from "../../../src/postings/reading/index.ts";

describe("education", () => {
  test.each([
    ["不限", 0],
    ["学历不限", 0],
    ["学历不限，大专优先", 0],
    ["初中及以下", 0],
    ["小学", 1],
    ["初中及以上", 2],
    ["高中、中专及以上", 3],
    ["中技/中专", 3],
    ["大中专", 3],
    ["职业高中", 3],
    ["大专及以上", 4],
    ["大学专科", 4],
    ["高职", 4],
    ["大专或本科", 4],
    ["统招本科", 5],
    ["本科及以上，硕士优先", 5],
    ["硕士研究生及以上", 6],
    ["博士研究生", 7],
    ["ＭＢＡ", 6],
    ["bachelor degree", 5],
    ["", null],
    ["中级职称", null],
    ["专业不限", null],
    ["45周岁以下，会看图纸", null],
  ])("%s", (text, level) => {
    expect(parseEducation(text)).toBe(level);
  });
});

describe("experience", () => {
  test.each([
    ["3-4年", 36, 48, false],
    ["2年", 24, null, false],
    ["1年及以上", 12, null, false],
    ["10年以上", 120, null, false],
    ["3年以上驾龄", 36, null, false],
    ["1年以下", 0, 12, false],
    ["半年以上", 6, null, false],
    ["一年半以上", 18, null, false],
    ["两年以上工作经验", 24, null, false],
    ["三至五年", 36, 60, false],
    ["无需经验", 0, null, false],
    ["经验不限", 0, null, false],
    ["在校生/应届生", 0, null, true],
    ["2024届", 0, null, true],
  ])("%s", (text, minMonths, maxMonths, fresh) => {
    expect(parseExperience(text)).toEqual({ minMonths, maxMonths, fresh });
  });

  test.each(["", "熟练工优先", "18-50岁，能适应倒班", "2024年毕业", "有驾照", "45周岁以下，会看图纸"])(
    "%s names no experience",
    (text) => {
      expect(parseExperience(text)).toBeNull();
    },
  );
});

describe("headcount", () => {
  test.each([
    ["5", 5],
    ["５", 5],
    ["5.0", 5],
    ["10人", 10],
    ["十人", 10],
    ["两名", 2],
    ["2-3", 3],
    ["2～3人", 3],
    ["共10名", 10],
    ["各2名", 2],
    ["男2名，女3名", 5],
    ["5名（含储备）", 5],
    ["约20人", 20],
    ["若干", null],
    ["多名", null],
    ["不限", null],
    ["0", null],
    ["", null],
    ["13800138000", null],
  ])("%s", (text, count) => {
    expect(parseHeadcount(text)).toEqual({ count, text });
  });
});

describe("dates", () => {
  test.each([
    ["2024年5月20日", "2024-05-20"],
    ["２０２４年５月２０日", "2024-05-20"],
    ["2024/5/20", "2024-05-20"],
    ["2024-05-20 10:00:00", "2024-05-20"],
    ["2024.5.20", "2024-05-20"],
    ["20240520", "2024-05-20"],
    ["45432", "2024-05-20"],
    ["二〇二四年五月二十日", "2024-05-20"],
    ["填报时间：2024年5月20日", "2024-05-20"],
    ["2024-02-30", null],
    ["5月20日", null],
    ["2024年5月1日至2024年6月1日", null],
    ["长期", null],
    ["5000", null],
    ["", null],
  ])("%s", (text, day) => {
    expect(parseDate(text)).toBe(day);
  });
});

describe("numbers inside free text", () => {
  test.each([
    ["请打电话13800138000张经理", "13800138000", "13800138000"],
    ["请打１３８００１３８０００", "１３８００１３８０００", "13800138000"],
    ["有意者 138 0013 8000", "138 0013 8000", "13800138000"],
    ["1 3 8 0 0 1 3 8 0 0 0", "1 3 8 0 0 1 3 8 0 0 0", "13800138000"],
    ["一三八零零一三八零零零", "一三八零零一三八零零零", "13800138000"],
    ["座机0418-2812345找李", "0418-2812345", "04182812345"],
    ["（0418）2812345", "（0418）2812345", "04182812345"],
    ["电话：2812345", "2812345", "2812345"],
    ["400-123-4567", "400-123-4567", "4001234567"],
    ["加微信：zhang_123456 面谈", "zhang_123456", "zhang_123456"],
    ["QQ：12345678", "12345678", "12345678"],
    ["企鹅号12345", "12345", "12345"],
    ["扣扣 12345", "12345", "12345"],
  ])("%s", (text, found, value) => {
    const [phone, ...more] = findPhones(text);
    expect(more).toEqual([]);
    expect(phone?.value).toBe(value);
    expect(text.slice(phone?.start, phone?.end)).toBe(found);
  });

  test.each([
    "6000-8000元",
    "13000-15000 元",
    "91350200MA2YJ1XR9G",
    "210902199001011234",
    "2024-05-20",
    "B2驾照",
  ])("%s is no phone", (text) => {
    expect(findPhones(text)).toEqual([]);
  });
});

describe("shop-floor facts", () => {
  const said = (...texts: string[]) =>
    Object.fromEntries(Object.entries(readFacts(...texts)).filter(([, value]) => value !== null));

  test.each([
    [
      "五险、包吃住、夜班补助",
      {
        dormitory: true,
        meals: true,
        insurance: "five",
        benefits: ["fiveInsurances", "dormitory", "meals", "nightAllowance"],
      },
    ],
    ["五险一金", { insurance: "fiveAndFund", benefits: ["fiveInsurances", "housingFund"] }],
    ["包住，夫妻房", { dormitory: true, coupleRoom: true, benefits: ["dormitory", "coupleRoom"] }],
    ["月休4天，月结", { payday: "month", restDays: "monthly", restDaysPerMonth: 4, benefits: [] }],
    ["日结", { payday: "day", benefits: [] }],
    ["意外险", { insurance: "accident", benefits: ["accidentInsurance"] }],
    ["不包住，包一餐", { dormitory: false, meals: true, benefits: [] }],
    ["不提供食宿", { dormitory: false, meals: false, benefits: [] }],
    ["每月15日发工资", { payday: "month", paydayOfMonth: 15, benefits: [] }],
    ["长白班，无夜班", { shift: "day", benefits: [] }],
    ["四班三倒", { shift: "three", benefits: [] }],
    ["能适应倒班", { shift: "rotating", benefits: [] }],
    ["不缴社保", { insurance: "none", benefits: [] }],
  ])("%s", (text, facts) => {
    expect(said(text)).toEqual(facts);
  });

  test("reads several texts of one posting together", () => {
    expect(said("计件", "两班倒", "洗衣房、烘干房，退役军人优先")).toMatchObject({
      pieceRate: true,
      shift: "two",
      laundry: true,
      dryingRoom: true,
      veteransWelcome: true,
    });
  });
});

describe("benefits", () => {
  test.each([
    ["浴池、更衣间、储物柜、充电", ["laundry", "changingRoom", "lockers", "charging"]],
    ["浴池 更衣间 储物柜 充电", ["laundry", "changingRoom", "lockers", "charging"]],
    ["更衣室、员工电动车免费充电", ["changingRoom", "charging"]],
    ["充电桩安装，给叉车充电，浴池服务员", []],
    ["年度体检", ["healthCheck"]],
    ["入职体检费公司承担", ["healthCheck"]],
    ["体检合格后上岗", []],
    ["须通过入职体检", []],
    ["储物柜安装，更衣室保洁，打扫浴池", []],
    ["员工澡堂，私人储物箱，独立更衣间，有充电车棚", ["laundry", "changingRoom", "lockers", "charging"]],
    ["报销体检费", ["healthCheck"]],
    ["不收取服装费，免费提供工装", ["workClothes"]],
    ["公司为员工缴纳五险一金", ["fiveInsurances", "housingFund"]],
  ])("%s", (text, benefits) => {
    expect(readFacts(text).benefits).toEqual(benefits);
  });

  test.each([
    ["体检费自己出", []],
    ["体检费自理", []],
    ["体检费 自理", []],
    ["入职体检（自费）", []],
    ["自费体检", []],
    ["体检费用从首月工资扣除", []],
    ["体检费50元", []],
    ["五险、意外险、体检费自理", ["fiveInsurances", "accidentInsurance"]],
    ["五险，意外险自费", ["fiveInsurances"]],
    ["社保自理", []],
    ["工作服押金200元", []],
    ["服装费200元从工资扣", []],
    ["自备工作服", []],
    ["班车收费", []],
    ["付费培训", []],
    ["包吃住，水电费自理", ["dormitory", "meals"]],
    ["包吃住、体检费自理", ["dormitory", "meals"]],
    ["餐补、话补、路费自理", ["mealAllowance", "phoneAllowance"]],
    ["住宿费200元/月", []],
    ["自己掏钱体检", []],
    ["体检费先自己垫付，干满三个月报销", []],
    ["员工自行承担体检费", []],
    ["需自购劳保用品", []],
    ["工服押金，离职退", []],
    ["宿舍水电费平摊", ["dormitory"]],
    ["工作餐每餐扣5元", []],
    ["住宿补贴200元", ["housingAllowance"]],
  ])("a cost that the worker bears is none: %s", (text, benefits) => {
    expect(readFacts(text).benefits).toEqual(benefits);
  });

  test.each([
    ["食宿自理", false, false],
    ["住宿自理，包午餐", false, true],
    ["提供午餐（自费）", null, false],
    ["提供宿舍，自带被褥", true, null],
    ["提供宿舍，住宿押金500元", true, null],
    ["食堂用餐每餐8元", null, false],
  ])("lodging and meals at the worker's cost are not given: %s", (text, dormitory, meals) => {
    expect(readFacts(text)).toMatchObject({ dormitory, meals });
  });

  test.each(["不收押金", "不收取服装费", "无需交体检费", "免收住宿费", "公司不收住宿费", "宿舍费用减免"])(
    "a payment that nobody takes is no cost: %s",
    (text) => {
      expect(splitCosts(text)).toEqual({ benefits: text, costs: [] });
    },
  );

  test("a text on benefits is split into benefits and costs", () => {
    expect(splitCosts("五险、体检费自理，包住")).toEqual({ benefits: "五险、包住", costs: ["体检费自理"] });
    expect(splitCosts("五险，包住")).toEqual({ benefits: "五险，包住", costs: [] });
    expect(splitCosts("体检费自理")).toEqual({ benefits: "", costs: ["体检费自理"] });
    expect(splitCosts("须缴纳服装押金200元").costs).toEqual(["须缴纳服装押金200元"]);
    expect(splitCosts("体检费自己出；五险")).toEqual({ benefits: "五险", costs: ["体检费自己出"] });
  });
});

test("no reader throws on any text", () => {
  const pieces = "0123456789.-年月日天人名元岁休薪五六一二十半男女各共不包住吃微信qQ：（ 博硕本大专".split(
    "",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 50 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((chars) => chars.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const level = parseEducation(text);
      if (level !== null) expect(level >= 0 && level <= 7).toBe(true);
      const years = parseExperience(text);
      if (years && years.minMonths !== null && years.maxMonths !== null) {
        expect(years.minMonths).toBeLessThanOrEqual(years.maxMonths);
      }
      const head = parseHeadcount(text);
      expect(head.text).toBe(text);
      if (head.count !== null) expect(Number.isInteger(head.count) && head.count > 0).toBe(true);
      const day = parseDate(text);
      if (day !== null) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
      for (const phone of findPhones(text))
        expect(phone.start < phone.end && phone.end <= text.length).toBe(true);
      expect(Array.isArray(readFacts(text).benefits)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
