import { describe, expect, test } from "vitest";
import { checkSpoken } from "../../src/livestreams/index.ts";
import { compareRanges } from "../../src/livestreams/spoken-claims/verdicts/pay.ts";
import { posting } from "./spoken.ts";

type Case = [said: string, posting: Parameters<typeof posting>[0], findings: string[]];

const read = (said: string, texts: Case[1]) =>
  checkSpoken(said, posting(texts))
    .map(({ topic, verdict }) => `${topic} ${verdict}`)
    .sort();

const PAY: Case[] = [
  ["月薪八千到一万，包住", { facts: "包吃住" }, ["dormitory matches", "pay abovePosting"]],
  ["月薪八千到一万，包住", {}, ["dormitory notInPosting", "pay abovePosting"]],
  ["六千到八千", {}, ["pay matches"]],
  ["月薪六七千", {}, ["pay matches"]],
  ["一个月能拿七八千块钱", {}, ["pay abovePosting"]],
  ["到手七千五", {}, ["pay matches"]],
  ["最高一万二", {}, ["pay abovePosting"]],
  ["工资八千左右", {}, ["pay matches"]],
  ["八千以上", {}, ["pay abovePosting"]],
  ["保底六千", {}, ["pay matches"]],
  ["保底七千", {}, ["pay abovePosting"]],
  ["工资四五千", {}, ["pay belowPosting"]],
  ["月薪5000", {}, ["pay belowPosting"]],
  ["年薪十二万", {}, ["pay abovePosting"]],
  ["一年八万四", {}, ["pay matches"]],
  ["一天三百", {}, ["pay unclear"]],
  ["一天三百", { pay: "280-320元/天" }, ["pay matches"]],
  ["三百五一天", { pay: "280-320元/天" }, ["pay abovePosting"]],
  ["一小时二十五", { pay: "22元/小时" }, ["pay abovePosting"]],
  ["一个小时二十二块", { pay: "22元/小时" }, ["pay matches"]],
  ["一件两块五", { pay: "2元/件" }, ["pay abovePosting"]],
  ["月薪八千", { pay: "面议" }, ["pay notInPosting"]],
  ["月薪八千", { pay: null }, ["pay notInPosting"]],
  ["月薪九千", { pay: "6000元以上/月" }, ["pay notInPosting"]],
  ["月薪八千", { pay: "详见公司规定" }, ["pay unclear"]],
  ["试用期三千，转正以后七千", {}, ["pay matches", "trialPay unclear"]],
  ["全勤奖三百，餐补一天十五", { facts: "全勤奖" }, ["benefit matches", "benefit notInPosting"]],
  ["我们是三千人的大厂，离市区两千米", {}, []],
  ["大家好，欢迎来到直播间", {}, []],
  ["工资不低，多劳多得", {}, []],
  ["几千块钱", {}, []],
  ["好几千，上万块", {}, []],
];

const FACTS: Case[] = [
  ["包吃包住", { facts: "包吃住" }, ["dormitory matches", "meals matches"]],
  ["管吃管住", { facts: "不包住" }, ["dormitory abovePosting", "meals notInPosting"]],
  ["吃饭免费，住宿不要钱", { facts: "食宿自理" }, ["dormitory abovePosting", "meals abovePosting"]],
  ["没宿舍", { facts: "包住" }, ["dormitory belowPosting"]],
  ["有夫妻房", { facts: "有宿舍" }, ["coupleRoom notInPosting", "dormitory matches"]],
  ["五险一金都给上", { facts: "缴纳五险" }, ["insurance abovePosting"]],
  ["交五险", { facts: "五险一金" }, ["insurance belowPosting"]],
  ["交社保", { facts: "五险" }, ["insurance matches"]],
  ["入职就上意外险", { facts: "五险" }, ["insurance notInPosting"]],
  ["没社保", { facts: "五险" }, ["insurance belowPosting"]],
  ["周末双休", { facts: "单休" }, ["restDays abovePosting"]],
  ["一周休两天", { facts: "双休" }, ["restDays matches"]],
  ["单休", { facts: "大小周" }, ["restDays belowPosting"]],
  ["一个月休四天", { facts: "月休4天" }, ["restDaysPerMonth matches"]],
  ["月休六天", { facts: "月休4天" }, ["restDaysPerMonth abovePosting"]],
  ["月休四天", { facts: "双休" }, ["restDaysPerMonth unclear"]],
  ["没有夜班", { facts: "两班倒" }, ["noNights abovePosting"]],
  ["不用上夜班", { facts: "长白班" }, ["noNights matches"]],
  ["没有夜班", {}, ["noNights notInPosting"]],
  ["长白班", { facts: "三班倒" }, ["shift abovePosting"]],
  ["两班倒", { facts: "长白班" }, ["shift belowPosting"]],
  ["工资日结", { facts: "每月15日发工资" }, ["payday abovePosting"]],
  ["干一天结一天", {}, ["payday notInPosting"]],
  ["有班车接送", { facts: "有班车" }, ["bus matches"]],
  ["坐着干活", { facts: "站立作业" }, ["posture abovePosting"]],
  ["有年终奖", { facts: "年终奖" }, ["benefit matches"]],
  ["有洗澡的地方，能洗澡", {}, ["laundry notInPosting"]],
];

const FORBIDDEN: Case[] = [
  ["入职先交押金三百", {}, ["fee fee"]],
  ["要收服装费两百", {}, ["fee fee"]],
  ["先交五百块钱", {}, ["fee fee"]],
  ["体检费自理，培训费六百", {}, ["fee fee", "fee fee"]],
  ["身份证要押在厂里，押身份证", {}, ["fee fee"]],
  ["压一个月工资", {}, ["fee fee"]],
  ["不收押金，月薪七千", {}, ["pay matches"]],
  ["押金服装费都不收", {}, []],
  ["体检费公司报销", {}, ["benefit notInPosting"]],
  ["没有中介费，也不用交培训费", {}, []],
  ["押金退，押金离职的时候退", {}, ["fee fee"]],
  ["不扣押身份证，不收证件", {}, []],
  ["要交五险一金，五险我们交", { facts: "五险一金" }, ["insurance matches"]],
  ["女的要不要？要，男女都行", {}, []],
  ["只要男的", {}, ["discrimination discrimination"]],
  ["女的不要", {}, ["discrimination discrimination"]],
  ["男的优先，月薪七千", {}, ["discrimination discrimination", "pay matches"]],
  ["外地人不要", {}, ["discrimination discrimination"]],
  ["不限男女", {}, []],
  ["男女都要", {}, []],
  ["三年内不能怀孕", {}, ["discrimination discrimination"]],
];

describe("what was said, beside the posting", () => {
  test.each(PAY)("pay: %s", (said, texts, findings) => {
    expect(read(said, texts)).toEqual([...findings].sort());
  });
  test.each(FACTS)("conditions: %s", (said, texts, findings) => {
    expect(read(said, texts)).toEqual([...findings].sort());
  });
  test.each(FORBIDDEN)("forbidden words: %s", (said, texts, findings) => {
    expect(read(said, texts)).toEqual([...findings].sort());
  });

  test("the gravest comes first, with both values", () => {
    const found = checkSpoken("月薪八千到一万，包住，先交押金三百", posting({ facts: "包住" }));
    expect(found.map(({ verdict }) => verdict)).toEqual(["fee", "abovePosting", "matches"]);
    expect(found[0]).toEqual({ topic: "fee", verdict: "fee", said: "押金", written: null });
    expect(found[1]).toEqual({
      topic: "pay",
      verdict: "abovePosting",
      said: { minYuan: 8000, maxYuan: 10_000, period: "month" },
      written: { minYuan: 6000, maxYuan: 8000, period: "month" },
    });
  });

  test("a posting that says the same words matches itself", () => {
    const texts = ["月薪8000-10000元，包吃住，五险，双休，长白班，有班车", "每月休4天，缴纳五险一金，夫妻房"];
    for (const text of texts) {
      const found = checkSpoken(text, posting({ pay: "8000-10000元/月", facts: text }));
      expect(found.length).toBeGreaterThan(2);
      expect(found.filter(({ verdict }) => verdict !== "matches")).toEqual([]);
    }
  });

  test("an endless or hostile text is read at once and never throws", () => {
    const texts = [
      "一".repeat(300),
      "不".repeat(300),
      "押金".repeat(150),
      "八千到".repeat(100),
      "\ud83d(((",
      "月薪",
    ];
    for (const text of texts) expect(Array.isArray(checkSpoken(text, posting({})))).toBe(true);
  });

  test("over all ranges, a verdict never contradicts the figures", () => {
    const values = [null, 5000, 6000, 8000, 9000];
    const ranges = values.flatMap((minYuan) =>
      values.flatMap((maxYuan) =>
        (minYuan ?? maxYuan) === null || (minYuan ?? 0) > (maxYuan ?? 1e9) ? [] : [{ minYuan, maxYuan }],
      ),
    );
    expect(ranges.length).toBeGreaterThan(15);
    for (const written of ranges) {
      const { minYuan: floor, maxYuan: top } = written;
      expect([written, compareRanges(written, written)]).toEqual([written, "matches"]);
      for (const said of ranges) {
        const verdict = compareRanges(said, written);
        const pair = { said, written, verdict };
        const over = top !== null && Math.max(said.minYuan ?? 0, said.maxYuan ?? 0) > top;
        if (over) expect(pair).toEqual({ ...pair, verdict: "abovePosting" });
        if (verdict === "belowPosting") expect(floor).not.toBeNull();
        if (verdict === "matches" && said.maxYuan !== null && floor !== null)
          expect(said.maxYuan, JSON.stringify(pair)).toBeGreaterThanOrEqual(floor);
      }
    }
  });
});
