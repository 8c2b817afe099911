import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "../../../src/search/index.ts";
import { goldenQueries } from "../../golden/judge.ts";
import { lexicon, reading } from "./reading.ts";

describe("politeness and question words are ignored", () => {
  test.each([
    ["告诉我哪里招电焊工", "电焊工"],
    ["请问锦州哪里招保安", "锦州 保安"],
    ["招电焊工的有哪些", "电焊工"],
    ["我要应聘电焊工", "电焊工"],
    ["电焊工怎么报名", "电焊工"],
    ["电焊工工资多少", "电焊工"],
    ["护理员一个月多少钱", "护理员"],
    ["保安待遇怎么样", "保安"],
    ["会电焊能找什么工作", "电焊"],
    ["有电工证找工作", "电工"],
    ["有健康证的服务员", "服务员"],
    ["我有b2驾照找司机工作", "b2 司机"],
    ["葫芦岛附近有没有招电焊工的", "葫芦岛 电焊工"],
    ["想找个开叉车的活", "开叉车"],
    ["会做饭能找啥活", "做饭"],
    ["有没有包吃住的厂子", "包吃住"],
    ["包不包住 电焊工", "包住 电焊工"],
    ["阜新市细河区保洁招聘信息", "阜新市 细河区 保洁"],
    ["朝阳市双塔区附近的服务员工作", "朝阳市 双塔区 服务员"],
    ["谁知道阜新哪里有招普工的", "阜新 普工"],
    ["电焊工招不招", "电焊工"],
    ["招钳工不", "钳工"],
    ["盘锦还招叉车司机吗", "盘锦 叉车司机"],
    ["你好，请问招保洁吗", "保洁"],
    ["麻烦帮我找个保安的活，谢谢", "保安"],
    ["我想找一份会计工作", "会计"],
    ["求推荐电工工作", "电工"],
    ["应聘保安需要什么条件", "保安"],
    ["有没有交五险的保安工作", "五险 保安"],
    ["锦州最新招聘信息", "锦州"],
    ["夫妻工", "夫妻工"],
    ["退休返聘", "退休返聘"],
    ["锦州有招收银员的没", "锦州 收银员"],
    ["瓦房店那旮旯有没有电焊的活", "瓦房店 电焊"],
    ["你们那缺不缺保洁阿姨", "保洁"],
    ["干电气焊的", "电气焊"],
    ["必须包住", "包住"],
    ["北票招服务员的饭店", "北票 服务员"],
    ["饭店 服务员", "饭店 服务员"],
  ])("%s", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });

  test.each(["找工作", "有活吗", "附近招聘", "我要找工作", "帮忙介绍个工作", "不收费"])(
    "%s says nothing about the work: it matches all postings",
    (query) => {
      expect(parseQuery(query, lexicon)).toMatchObject({ terms: null, without: [], pieces: [] });
    },
  );

  test.each([
    ["50岁能干的活", "!50岁"],
    ["女工 包住", "!女工 包住"],
    ["男女不限 普工", "!男女不限 普工"],
    ["年龄不限", "!年龄不限"],
  ])("%s: age and sex are no filters, and the answer says so", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });

  test.each([
    ["在线客服", "在线客服"],
    ["会展设计", "会展设计"],
    ["靠海的民宿", "靠海 民宿"],
    ["焊", "焊"],
    ["公司", "公司"],
  ])("%s keeps its words", (query, expected) => {
    expect(reading(query)).toBe(expected);
  });
});

test("the texts of a query's pieces, joined by blanks, mean the same", () => {
  const changed = goldenQueries().flatMap(({ text }) => {
    const { pieces, ...meaning } = parseQuery(text, lexicon);
    const again = parseQuery(pieces.map((piece) => piece.text).join(" "), lexicon);
    const same =
      JSON.stringify({ ...again, pieces: [] }) === JSON.stringify({ ...meaning, pieces: [] }) ||
      pieces.length === 0;
    return same ? [] : [text];
  });
  expect(changed).toEqual([]);
});

test("any text is read: no error, at most 32 terms", () => {
  const words =
    "不要 夜班 普工 除了 、 - 5000 左右 月薪 8k 的 找 锦州 岁 日结 一 百 万 请问 焊 not b2 ( 不不".split(" ");
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 60 }), (parts) => {
      const { terms, without } = parseQuery(parts.join(""), lexicon);
      return (terms?.length ?? 0) <= 32 && without.length <= 32;
    }),
    { numRuns: 300 },
  );
});
