import { describe, expect, test } from "vitest";
import { parseQuery } from "../../../src/search/index.ts";
import { lexicon, reading } from "./reading.ts";

const NIGHTS = "{notShift:[night,two,three,rotating]}";
const ROTATING = "{notShift:[rotating,two,three]}";

describe("a negation excludes what it names", () => {
  test.each([
    "非夜班",
    "不上夜班",
    "不要夜班",
    "-夜班",
    "－夜班",
    "NOT 夜班",
    "!夜班",
    "找个不用上夜班的工作",
    "不想上夜班",
    "不愿意上夜班",
    "没有夜班",
    "无夜班",
    "不熬夜的工作",
    "不值夜班",
    "不接受夜班",
    "上不了夜班",
    "别上夜班",
    "不是夜班",
    "除了夜班",
    "除夜班以外",
    "除了夜班什么都行",
    "夜班不要",
    "夜班除外",
    "夜班不考虑",
    "不用上晚班",
    "别给我推夜班",
    "别给我整夜班的活",
    "别让我上夜班",
    "甭给我介绍夜班",
    "不想上大夜",
    "黑天不干活的",
    "夜班 不行",
  ])("%s: no night shift, and no shift that alternates", (query) => {
    expect(reading(query)).toBe(NIGHTS);
  });

  test.each([
    ["焊工 -夜班", `焊工 ${NIGHTS}`],
    ["不要夜班 普工", `${NIGHTS} 普工`],
    ["普工不要夜班", `普工 ${NIGHTS}`],
    ["保安 不要夜班", `保安 ${NIGHTS}`],
    ["电焊工 NOT 夜班", `电焊工 ${NIGHTS}`],
    ["普工 不倒班", `普工 ${ROTATING}`],
    ["不用倒班的叉车司机", `${ROTATING} 叉车司机`],
    ["不要两班倒的普工", "{notShift:[two]} 普工"],
    ["不要白班", "{notShift:[day]}"],
    ["除了夜班和倒班", `${NIGHTS} ${ROTATING}`],
    ["不要日结", "{notPayday:[day]}"],
    ["不要小时工", "{notPayPeriod:[hour]}"],
    ["不要计件", "{notPayPeriod:[piece]}"],
    ["工资不要低于5000", "{payMin:5000}"],
    ["3000以下不考虑", "{payMin:3000}"],
    ["低于5000的别推", "{payMin:5000}"],
    ["夜班除外的保安", `${NIGHTS} 保安`],
    ["电焊工 不要 夜班", `电焊工 ${NIGHTS}`],
  ])("%s: a filter", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });

  test.each([
    ["不要销售", "-销售"],
    ["-销售", "-销售"],
    ["不做销售", "-销售"],
    ["非销售岗位", "-销售"],
    ["别给我推销售", "-销售"],
    ["别推荐保安", "-保安"],
    ["销售除外 朝阳", "-销售 朝阳"],
    ["除了保安都行 阜新", "-保安 阜新"],
    ["除了保安和保洁都可以 盘锦", "-保安 -保洁 盘锦"],
    ["除厨师外的餐饮", "-厨师 餐饮"],
    ["-保安 -保洁", "-保安 -保洁"],
    ["不想当服务员 葫芦岛", "-服务员 葫芦岛"],
    ["不想进电子厂", "-电子厂"],
    ["不会开车能干的", "-开车"],
    ["电焊工 不去阜新", "电焊工 -阜新"],
    ["除了盘锦的电焊工", "-盘锦 电焊工"],
    ["除了阜新 别的城市也行", "-阜新"],
    ["不用加班 普工", "-加班 普工"],
    ["司机 不出差", "司机 -出差"],
    ["不要中介 普工", "-中介 普工"],
    ["工厂直招普工", "-中介 普工"],
    ["不押身份证的厂", "-押身份证"],
    ["不交押金的普工", "-押金 普工"],
    ["不要临时工", "-临时工"],
    ["不要兼职", "-兼职"],
    ["甭给我介绍保安", "-保安"],
    ["除了卖保险的都行", "-卖保险"],
    ["没有五险的不要", "五险"],
    ["不包住的不干", "包住"],
  ])("%s: a word", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });

  test("a trade is excluded by its code and in titles; a condition stays where the text denies it", () => {
    expect(parseQuery("不要销售", lexicon).without).toEqual([
      { word: "销售", anyOf: [["#sales-rep"], ["^销售"]], unless: [] },
    ]);
    expect(parseQuery("不去阜新", lexicon).without).toEqual([
      { word: "阜新", anyOf: [["@210900"]], unless: [] },
    ]);
    const [overtime] = parseQuery("不加班", lexicon).without;
    expect(overtime?.anyOf).toEqual([["~加班"], ["+overtimePay"]]);
    expect(overtime?.unless).toEqual(expect.arrayContaining([["~不加"], ["~无需", "~需加"], ["~班勿"]]));
  });
});

describe("requirements that a person cannot meet", () => {
  test.each([
    ["不要经验", "{experienceYears:0}"],
    ["无需经验 普工", "{experienceYears:0} 普工"],
    ["没经验能干的电焊工", "{experienceYears:0} 电焊工"],
    ["不限经验的叉车司机", "{experienceYears:0} 叉车司机"],
    ["零经验", "{experienceYears:0}"],
    ["不用学历的工作", "{education:0}"],
    ["学历不限 维修电工", "{education:0} 维修电工"],
    ["没文凭也能干", "{education:0}"],
  ])("%s", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });
});

describe("a negation that is not understood is reported, never searched", () => {
  test.each([
    ["不累的活", "?不累"],
    ["不要太远的", "?不要太远"],
    ["没有证", "?没有证"],
    ["不用驾照 司机", "?不用驾照 司机"],
    ["不包住也行", "?不包住"],
    ["要不要经验", "?要不要经验"],
    ["不怕夜班", "?不怕夜班"],
    ["电焊工 不要", "电焊工 ?不要"],
    ["不要女的", "!不要女的"],
    ["不要电焊证的焊工", "?不要电焊证 焊工"],
    ["无证能干的", "?无证能干"],
    ["不要驾龄", "?不要驾龄"],
    ["不要大专", "?不要大专"],
    ["特别累的不要", "?特别累不要"],
    ["电汉工不要", "?电汉工不要"],
    ["夜班多吗", "?夜班多吗"],
    ["要上夜班吗 护士", "?要上夜班吗 护士"],
    ["不加班费", "?不加班费"],
  ])("%s", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });
});

test.each([
  ["不锈钢焊工", "不锈钢焊工"],
  ["不锈钢餐具", "不锈钢餐具"],
  ["不锈钢 焊工", "不锈钢 焊工"],
  ["无人机", "无人机"],
  ["无损检测", "无损检测"],
  ["无锡 电焊工", "无锡 电焊工"],
  ["别墅保洁", "别墅 保洁"],
  ["非标设计", "非标设计"],
  ["免税店导购", "免税店 导购"],
  ["免费培训", "免费培训"],
  ["图像识别工程师", "图像识别工程师"],
  ["故障排除", "故障排除"],
  ["阜新-电焊工", "阜新 电焊工"],
  ["北京 - 保安", "北京 保安"],
  ["除尘工", "除尘工"],
])("%s negates nothing", (query, expected) => {
  expect(reading(query)).toBe(expected);
});
