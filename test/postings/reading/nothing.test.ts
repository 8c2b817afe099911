import { describe, expect, test } from "vitest";
import { type Asked, errorValueIn, saysNothing } from "../../../src/postings/reading/index.ts";

const EVERYWHERE: Asked[] = ["employer", "title", "limit", "pay", "count", "id", "extra", "text"];

describe("texts that answer no question", () => {
  test.each([
    ...["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "＃Ｎ／Ａ", "#n/a", "#SPILL!"],
    ...["#GETTING_DATA", "Err:502", "#####", "#BEZUG!", "#Н/Д", "#ЗНАЧ!", "阜新市#N/A", "#VALUE!-#VALUE!"],
    ...[
      "null",
      "NULL",
      "(null)",
      "<NA>",
      "None",
      "nan",
      "NaN",
      "-nan",
      "N/A",
      "n.a.",
      "n/a",
      "NA",
      "undefined",
    ],
    ...["\\N", "nil", "[object Object]", "[]", "{}", '""', "xxx"],
    ...["-", "--", "——", "———", "/", "//", "\\", "_", "…", "。", "？？", "*", "　", "\u200b", "－"],
    ...[
      "暂无",
      "空",
      "(空)",
      "（空）",
      "空白",
      "未填",
      "未填写",
      "未知",
      "不详",
      "未提供",
      "待定",
      "待补充",
      "略",
      "（略）",
    ],
    ...[
      "同上",
      "如上",
      "见附件",
      "详见附件",
      "请见附件1",
      "见附表",
      "详见招聘简章",
      "见官网",
      "详见公司官网",
      "见公告",
    ],
    ...["见备注", "TBD", "tbc", "TBA", "To be determined", "see website", "See attached file", "unknown"],
    ...[
      "not specified",
      "Not available",
      "no data",
      "詳見附件",
      "暫無",
      "未提供",
      "詳細は",
      "別紙参照",
      "미정",
      "нет данных",
    ],
  ])("%s", (text) => {
    // Titles and names have stricter words for references; every other question takes all of them.
    const asked = /詳細は|別紙参照/.test(text)
      ? EVERYWHERE.filter((one) => one !== "title" && one !== "employer")
      : EVERYWHERE;
    expect(asked.filter((one) => !saysNothing(text, one))).toEqual([]);
  });

  test.each([
    ["待定/待定", "text"],
    ["无、见附件", "text"],
    ["薪资：待定", "pay"],
    ["工作内容：详见附件", "text"],
    ["请查看公司官网", "text"],
    ["扫描二维码了解详情", "text"],
    ["面试时告知", "text"],
    ["电话咨询", "text"],
    ["来电详询", "text"],
    ["以现场为准", "text"],
    ["詳細はホームページをご覧ください", "text"],
    ["홈페이지 참조", "text"],
    ["см. сайт", "text"],
    ["siehe Anlage", "text"],
    ["please refer to the attachment", "text"],
    ["0", "text"],
    ["0.0", "count"],
    ["0-0", "pay"],
    ["0元/月", "pay"],
    ["1900-01-00", "text"],
    ["无", "text"],
    ["无", "pay"],
    ["无", "count"],
    ["面议", "text"],
    ["面议", "title"],
    ["面谈", "limit"],
    ["某公司", "employer"],
    ["XX公司", "employer"],
    ["公司保密", "employer"],
    ["不限", "employer"],
    ["岗位名称", "title"],
  ] as const)("%s under %s", (text, asked) => {
    expect(saysNothing(text, asked)).toBe(true);
  });
});

describe("texts that answer", () => {
  test.each([
    ["无", "limit"],
    ["没有", "limit"],
    ["無", "limit"],
    ["無要求", "limit"],
    ["不限", "limit"],
    ["不限", "count"],
    ["若干", "count"],
    ["一", "count"],
    ["面议", "pay"],
    ["薪资面议", "pay"],
    ["电议", "pay"],
    ["0", "limit"],
    ["0", "id"],
    ["√", "extra"],
    ["无责底薪3500", "pay"],
    ["N-Acetyl 操作工", "title"],
    ["C#开发", "title"],
    ["见习生", "title"],
    ["见习会计", "title"],
    ["略懂英语", "limit"],
    ["扫描文件录入员", "title"],
    ["空调维修工", "title"],
    ["空姐", "title"],
    ["无人机驾驶员", "title"],
    ["保密员", "title"],
    ["电话咨询员", "title"],
    ["不锈钢焊工", "title"],
    ["待遇优厚", "pay"],
    ["查看图纸，按图焊接", "text"],
    ["查看监控", "text"],
    ["关注平台动态", "text"],
    ["扫描文件", "text"],
    ["按图焊接，详见官网", "text"],
    ["参照国家标准检验", "text"],
    ["接待来访，电话咨询", "text"],
    ["同城配送", "text"],
    ["空港物流有限公司", "employer"],
    ["阜新某某机械有限公司", "employer"],
    ["Nanjing Foods Ltd", "employer"],
    ["兴城市见山路3号", "text"],
    ["一楼", "text"],
    ["女士", "text"],
  ] as const)("%s under %s", (text, asked) => {
    expect(saysNothing(text, asked)).toBe(false);
  });

  test("a hashtag is no error value", () => {
    expect(["#急招!", "#1车间", "C#", "焊工#2"].map(errorValueIn)).toEqual([null, null, null, null]);
    expect(["#N/A", "Err:502", "5000-#REF!"].map(errorValueIn)).toEqual(["#N/A", "Err:502", "#REF!"]);
  });
});
