import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthlyRange, type Pay, parsePay } from "../../../src/postings/reading/index.ts";

/**
 * Lines of `text | min max period months`, where `—` is null. A trailing 面 means that the pay is negotiable.
 */
const ROWS = `
6千-1万 | 6000 10000 month —
1万-1.8万 | 10000 18000 month —
1.1-1.5万 | 11000 15000 month —
1-1.5万/月 | 10000 15000 month —
20001-30000 | 20001 30000 month —
1.2-1.5万·15薪 | 12000 15000 month 15
6-9千 | 6000 9000 month —
6-8千/月 | 6000 8000 month —
15k-30k | 15000 30000 month —
20K-40K | 20000 40000 month —
12-18K | 12000 18000 month —
1万-2万·13薪 | 10000 20000 month 13
7千-1.2万·14薪 | 7000 12000 month 14
25-35K·13薪 | 25000 35000 month 13
4-8千·13薪 | 4000 8000 month 13
6千-8千·13薪 | 6000 8000 month 13
15-20万/年 | 150000 200000 year —
3千-4千 | 3000 4000 month —
100-200/天 | 100 200 day —
500元/天 | 500 500 day —
800-1100元/天 | 800 1100 day —
1.5千/天 | 1500 1500 day —
5千-8千元/月 | 5000 8000 month —
1万-1.5万元/月 | 10000 15000 month —
5000元/月 | 5000 5000 month —
3000-10000元/月 | 3000 10000 month —
3千及以下 | — 3000 month —
1千以下 | — 1000 month —
1.5千以下/月 | — 1500 month —
3千及以下·13薪 | — 3000 month 13
100万以上/年 | 1000000 — year —
10万以上/月 | 100000 — month —
3万(及)以下/年 | — 30000 year —
3万以下/年 | — 30000 year —
70-100元/时 | 70 100 hour —
300元/时 | 300 300 hour —
20元/小时 | 20 20 hour —
500-1000元/周 | 500 1000 week —
500-1000元/次 | 500 1000 piece —
8千-1.6万 | 8000 16000 month —
面议 | — — — — 面
5000-8000元/月 | 5000 8000 month —
5500元左右 | 5500 5500 month —
3000元/月 | 3000 3000 month —
6.5-8千·13薪 | 6500 8000 month 13
2800+绩效 | 2800 — month —
4000-6000 | 4000 6000 month —
8K-12K | 8000 12000 month —
150-200元/天 | 150 200 day —
8000-12000 | 8000 12000 month —
6千-9千 | 6000 9000 month —
计件，4000-7000元 | 4000 7000 month —
1-1.5万/月·14薪 | 10000 15000 month 14
底薪3500+提成，年薪10-15万 | 100000 150000 year —
3500-4500元 | 3500 4500 month —
4500—6500 | 4500 6500 month —
1800/月 | 1800 1800 month —
４５００～６５００元 | 4500 6500 month —
4500至6500元 | 4500 6500 month —
4500到6500 | 4500 6500 month —
6,000-8,000元 | 6000 8000 month —
￥8,000 - ￥10,000 | 8000 10000 month —
RMB 8000-10000 | 8000 10000 month —
不低于5000元 | 5000 — month —
5000起 | 5000 — month —
5000元以上 | 5000 — month —
4500元/月以上 | 4500 — month —
5000上不封顶 | 5000 — month —
月薪5000-8000，上不封顶 | 5000 8000 month —
4000元起，最高8000 | 4000 8000 month —
税前8000-10000 | 8000 10000 month —
综合薪资6000-9000元 | 6000 9000 month —
底薪3000 | 3000 — month —
底薪3000，综合5000-8000 | 5000 8000 month —
8000-12000元/月（底薪3000+提成） | 8000 12000 month —
底薪+提成5000-8000 | 5000 8000 month —
保底4000+计件 | 4000 — month —
13-16薪 10-15K | 10000 15000 month 13
年底双薪 6000 | 6000 6000 month 13
三千 | 3000 3000 month —
五千到八千 | 5000 8000 month —
六七千 | 6000 7000 month —
7、8千 | 7000 8000 month —
一万二 | 12000 12000 month —
1万2-1万5 | 12000 15000 month —
三千五到四千五 | 3500 4500 month —
200元/人/天 | 200 200 day —
时薪20 | 20 20 hour —
日结 200 | 200 200 day —
150-200，日结 | 150 200 day —
两百一天 | 200 200 day —
每月5000 | 5000 5000 month —
每天180元 | 180 180 day —
每小时18元，每天10小时 | 18 18 hour —
年薪12万 | 120000 120000 year —
15-25万年薪 | 150000 250000 year —
薪资面议 可谈 | — — — — 面
面议（5000-8000） | 5000 8000 month — 面
3-5000元 | 3000 5000 month —
试用期3000，转正4000-5000 | 4000 5000 month —
5000元/月，餐补15元/天 | 5000 5000 month —
6000元(含全勤奖200元) | 6000 6000 month —
工资4000-5000，工龄工资每年100 | 4000 5000 month —
工资标准：男工200元/天，女工150元/天 | 150 200 day —
8小时，4000-5000 | 4000 5000 month —
每天8小时 4000元 | 4000 4000 month —
7000-9000元/月,8小时工作制,月休4天 | 7000 9000 month —
4000-5000元，每月15日发工资 | 4000 5000 month —
2024年5月 5000-6000 | 5000 6000 month —
电话13800138000 4000元 | 4000 4000 month —
面议，电话0418-2812345 | — — — — 面
3000-5000元/月+提成 | 3000 5000 month —
3000-5000以上 | 3000 — month —
5000以上10000以下 | 5000 10000 month —
月薪≥5000 | 5000 — month —
基本工资2200+岗位工资1200+绩效 | 2200 — month —
岗位工资3000元，加班15元/小时 | 3000 3000 month —
4000-5000元/月 年终奖1万 | 4000 5000 month —
2024年薪资5000 | 5000 5000 month —
课时费50-80元/课时 | 50 80 piece —
工资5000一个月，押金200 | 5000 5000 month —
培训费500元 | — — — —
150-200元 | 150 200 — —
10-15万 | 100000 150000 — —
1\ufffd-1.5万 | — 15000 month —
5元/月 | — — — —
50000元/天 | — — — —
8-12 | — — — —
13800138000 | — — — —
8小时 | — — — —
2024年 | — — — —
18-45岁 | — — — —
五险一金，双休 | — — — —
待遇从优 | — — — —
提成5%-8% | — — — —
0 | — — — —
`
  .trim()
  .split("\n")
  .map((line): readonly [string, Omit<Pay, "text">] => {
    const [text = "", rest = ""] = line.split(" | ");
    const [min, max, period, months, talk] = rest.trim().split(" ");
    const number = (cell: string | undefined): number | null => (cell === "—" ? null : Number(cell));
    return [
      text.replace("\\ufffd", "\ufffd"),
      {
        minYuan: number(min),
        maxYuan: number(max),
        period: period === "—" ? null : (period as Pay["period"]),
        months: number(months),
        negotiable: talk === "面",
      },
    ];
  });

describe("pay", () => {
  test.each(ROWS)("%s", (text, expected) => {
    expect(parsePay(text)).toEqual({ text, ...expected });
  });

  test("blank is unknown, never 0", () => {
    for (const text of ["", " ", "　", "/", "-"]) {
      expect(parsePay(text)).toEqual({
        text,
        minYuan: null,
        maxYuan: null,
        period: null,
        months: null,
        negotiable: false,
      });
    }
  });

  test("rounds fractions of a yuan outwards; less than one yuan has no whole figure", () => {
    expect(parsePay("18.5元/小时")).toMatchObject({ minYuan: 18, maxYuan: 19, period: "hour" });
    expect(parsePay("计件0.5元/件")).toMatchObject({ minYuan: null, maxYuan: null });
  });

  test("compares a year by its twelfth; never converts a day", () => {
    expect(monthlyRange(parsePay("12-18万/年"))).toEqual({ minYuan: 10_000, maxYuan: 15_000 });
    expect(monthlyRange(parsePay("5000以上"))).toEqual({ minYuan: 5000, maxYuan: null });
    expect(monthlyRange(parsePay("200元/天"))).toBeNull();
    expect(monthlyRange(parsePay("面议"))).toBeNull();
  });
});

const PIECES = "0123456789.,-~—至到千万kKwW元/月天年时薪·+以上下起底补面议五六一 ，（）两百\ufffd".split("");
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((chars) => chars.join("")),
);

describe("pay, of any text", () => {
  test("never throws, keeps the text, min ≤ max, whole and positive", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const pay = parsePay(text);
        expect(pay.text).toBe(text);
        for (const yuan of [pay.minYuan, pay.maxYuan]) {
          if (yuan !== null) expect(Number.isInteger(yuan) && yuan > 0).toBe(true);
        }
        if (pay.minYuan !== null && pay.maxYuan !== null)
          expect(pay.minYuan).toBeLessThanOrEqual(pay.maxYuan);
        if (pay.minYuan === null && pay.maxYuan === null)
          expect([pay.period, pay.months].includes("month")).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test("reads a range back from every way of writing it", () => {
    const ways: readonly ((low: number, high: number, dash: string) => string)[] = [
      (low, high, dash) => `${low}${dash}${high}`,
      (low, high, dash) => `${low}${dash}${high}元/月`,
      (low, high, dash) => `月薪${low}元${dash}${high}元`,
      (low, high, dash) => `${low / 1000}千${dash}${high / 1000}千`,
      (low, high, dash) => `${low / 1000}${dash}${high / 1000}K`,
      (low, high, dash) => `${low}${dash}${high / 10_000}万`,
      (low, high, dash) => `${low / 10_000}万 ${dash} ${high / 10_000}万/月`,
      (low, high, dash) =>
        `包吃住，综合工资${low.toLocaleString("en-US")}${dash}${high.toLocaleString("en-US")}元`,
    ];
    const dashes = ["-", "—", "——", "～", "~", "至", "到", "–", "－"];
    fc.assert(
      fc.property(
        fc.integer({ min: 11, max: 400 }),
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom(...ways),
        fc.constantFrom(...dashes),
        (low, more, way, dash) => {
          const [min, max] = [low * 100, (low + more) * 100];
          expect(parsePay(way(min, max, dash))).toMatchObject({
            minYuan: min,
            maxYuan: max,
            period: "month",
          });
        },
      ),
      { numRuns: 2000 },
    );
  });
});
