import { describe, expect, it } from "vitest";
import { applyMapping } from "../../../src/imports/reading/index.ts";
import { csvText, fieldsOf, tableOf } from "./support.ts";

const postingsOf = async (rows: string[][], delimiter = ",") => {
  const table = await tableOf(csvText(rows, delimiter));
  return { ...table, postings: table.data.map((row) => applyMapping(row.cells, table.layout.mapping)) };
};

describe("sheets of other shapes", () => {
  it("header in the first row, columns in another order, employer in every row", async () => {
    const { postings, kinds, layout } = await postingsOf([
      ["联系方式", "岗位名称", "月薪（元）", "用人单位", "需求人数", "工作地址", "文化程度"],
      ["13800000001", "电焊工", "6000-9000", "甲厂", "5人", "阜新市细河区", "初中"],
      ["13800000001", "保安", "3000", "甲厂", "若干", "阜新市海州区", "不限"],
      ["0418-2800000", "会计", "4000-6000", "乙有限公司", "1", "锦州市", "大专"],
    ]);
    expect(kinds).toEqual(["header", "data", "data", "data"]);
    expect(fieldsOf(layout)).toEqual([
      ...["contactPhone", "title", "pay", "enterpriseName", "headcount", "place", "education"],
    ]);
    expect(postings[1]).toMatchObject({
      title: "保安",
      enterpriseName: "甲厂",
      headcount: "若干",
      pay: "3000",
    });
  });

  it("header in the fifth row under titles, with trailing notes and signatures", async () => {
    const { kinds, layout, data } = await postingsOf([
      ["2026年春风行动招聘会", "", "", ""],
      ["主办：某某市总工会", "", "", ""],
      ["", "", "", ""],
      ["填报单位：（盖章）", "", "填报时间：2026年3月", ""],
      ["用工单位", "工种", "招工人数", "工资待遇"],
      ["甲厂", "普工", "20", "4500-6500元"],
      ["", "叉车司机", "3", "5500元左右"],
      ["注：以上岗位长期有效。", "", "", ""],
      ["填表人：张三", "", "审核人：李四", "联系电话：0418-0000000"],
    ]);
    expect(layout.headerRow).toBe(5);
    expect(layout.titleRows).toEqual([1, 2, 4]);
    expect(kinds).toEqual(["title", "title", "blank", "title", "header", "data", "data", "note", "note"]);
    expect(data[1]).toMatchObject({ cells: ["甲厂", "叉车司机", "3", "5500元左右"], carried: [0] });
  });

  it("two header rows: groups over names", async () => {
    const { kinds, layout, postings } = await postingsOf([
      ["企业招聘需求表", "", "", "", "", "", ""],
      ["序号", "企业名称", "岗位信息", "", "", "联系方式", ""],
      ["", "", "岗位名称", "人数", "薪资", "联系人", "电话"],
      ["1", "甲厂", "焊工", "5", "6000-9000", "张经理", "13800000001"],
      ["2", "乙厂", "车工", "2", "5000-8000", "李经理", "13800000002"],
    ]);
    expect(kinds).toEqual(["title", "header", "header", "data", "data"]);
    expect(layout.headerRow).toBe(3);
    expect(postings[0]).toEqual({
      ...{ sequence: "1", enterpriseName: "甲厂", title: "焊工", headcount: "5", pay: "6000-9000" },
      ...{ contactName: "张经理", contactPhone: "13800000001" },
    });
  });

  it("two header rows: lowest and highest pay under one name become one range", async () => {
    const { postings } = await postingsOf([
      ["单位名称", "岗位", "人数", "月工资", ""],
      ["", "", "", "最低", "最高"],
      ["甲厂", "焊工", "5", "6000", "9000"],
      ["乙厂", "车工", "2", "5000", "8000"],
    ]);
    expect(postings.map((p) => p.pay)).toEqual(["6000-9000", "5000-8000"]);
  });

  it("does not read the first posting as a second header row", async () => {
    const { kinds } = await postingsOf([
      ["企业名称", "招聘岗位", "人数", "薪资", "备注"],
      ["甲厂", "电话销售", "5", "", ""],
      ["", "技能培训老师", "", "", "其他"],
    ]);
    expect(kinds).toEqual(["header", "data", "data"]);
  });

  it("an English header, semicolons and tabs", async () => {
    const rows = [
      ["Job Title", "Company", "Location", "Salary Min", "Salary Max", "Openings", "Phone", "Posted Date"],
      ["Welder", "Acme Ltd", "Fuxin", "6000", "9000", "3", "0418-2800000", "2026-01-02"],
      ["Driver", "Beta Ltd", "Jinzhou", "5000", "7000", "1", "0416-2800000", "2026-01-03"],
    ];
    for (const delimiter of [";", "\t", ","]) {
      const { postings } = await postingsOf(rows, delimiter);
      expect(postings[0]).toEqual({
        ...{ title: "Welder", enterpriseName: "Acme Ltd", place: "Fuxin", pay: "6000-9000", headcount: "3" },
        ...{ contactPhone: "0418-2800000", postedAt: "2026-01-02" },
      });
    }
  });

  it("subtotals between employers, a repeated header after a page break; nothing is carried across them", async () => {
    const { kinds, postings, data } = await postingsOf([
      ["序号", "企业名称", "招聘岗位", "人数", "工作地点", "联系电话"],
      ["1", "甲厂", "焊工", "5", "海州区", "13800000001"],
      ["", "", "车工", "3", "同上", ""],
      ["", "小计", "", "8", "", ""],
      ["3", "", "钳工", "2", "〃", ""],
      ["序号", "企业名称", "招聘岗位", "人数", "工作地点", "联系电话"],
      ["4", "乙厂", "保安", "1", "太平区", ""],
      ["", "", "保洁", "2", "", ""],
      ["", "", "", "", "", ""],
      ["6", "", "厨师", "1", "", ""],
      ["7", "", "", "", "", ""],
      ["", "乙厂小计", "", "4", "", ""],
      ["总计：2家企业，14人", "", "", "", "", ""],
    ]);
    expect(kinds).toEqual([
      ...[
        "header",
        "data",
        "data",
        "total",
        "data",
        "repeatHeader",
        "data",
        "data",
        "blank",
        "data",
        "blank",
      ],
      ...["total", "total"],
    ]);
    expect(postings.map((p) => [p.title, p.enterpriseName, p.contactPhone, p.place])).toEqual([
      ["焊工", "甲厂", "13800000001", "海州区"],
      ["车工", "甲厂", "13800000001", "海州区"],
      ["钳工", undefined, undefined, "海州区"],
      ["保安", "乙厂", undefined, "太平区"],
      ["保洁", "乙厂", undefined, undefined],
      ["厨师", undefined, undefined, undefined],
    ]);
    expect(data[1]?.carried).toEqual([1, 4, 5]);
  });

  it("sections: an employer on its own row, or a numbered title", async () => {
    const { kinds, postings, data } = await postingsOf([
      ["企业名称", "岗位", "人数", "薪资"],
      ["一、细河区", "", "", ""],
      ["甲机械有限公司", "", "", ""],
      ["", "焊工", "5", "6000元"],
      ["", "车工", "2", "5000元"],
      ["乙有限公司", "保安", "2", "3000元"],
    ]);
    expect(kinds).toEqual(["header", "title", "title", "data", "data", "data"]);
    expect(postings.map((p) => p.enterpriseName)).toEqual(["甲机械有限公司", "甲机械有限公司", "乙有限公司"]);
    const named = await postingsOf([
      ["序号", "岗位", "人数", "薪资"],
      ["丙机械有限公司", "", "", ""],
      ["1", "焊工", "5", "6000元"],
    ]);
    expect(named.data[0]?.section).toBe("丙机械有限公司");
    expect(data[2]?.carried).toEqual([]);
  });

  it("carries a place that is given once per employer in the whole sheet; carries no pay, and no place given elsewhere", async () => {
    const once = await postingsOf([
      ["公司", "岗位", "工作地点", "薪资"],
      ["甲厂", "焊工", "海州区", "6000元"],
      ["", "车工", "", ""],
      ["乙厂", "保安", "太平区", "3000元"],
      ["", "保洁", "", ""],
    ]);
    expect(once.postings.map((p) => [p.place, p.pay])).toEqual([
      ["海州区", "6000元"],
      ["海州区", undefined],
      ["太平区", "3000元"],
      ["太平区", undefined],
    ]);
    const mixed = await postingsOf([
      ["公司", "岗位", "工作地点"],
      ["甲厂", "焊工", "海州区"],
      ["", "车工", ""],
      ["", "钳工", "细河区"],
      ["乙厂", "保安", "太平区"],
    ]);
    expect(mixed.postings[1]?.place).toBeUndefined();
  });

  it("contact name and phone in one cell, a footnote by content, titles that look like totals", async () => {
    const { postings, kinds } = await postingsOf([
      ["招聘单位", "职位", "联系人及电话"],
      ["甲厂", "统计员", "张经理 0418-0000000"],
      ["乙厂", "合计机操作工", "李女士：13800000001"],
      ["备注：有意者请到现场", "", ""],
    ]);
    expect(kinds).toEqual(["header", "data", "data", "note"]);
    expect(postings[0]).toMatchObject({ contactName: "张经理", contactPhone: "0418-0000000" });
    expect(postings[1]).toMatchObject({
      title: "合计机操作工",
      contactName: "李女士",
      contactPhone: "13800000001",
    });
  });

  it("blocks of one employer each, named above its header", async () => {
    const { kinds, data } = await postingsOf([
      ["企业名称：甲机械有限公司  联系人：张经理", "", ""],
      ["岗位", "人数", "薪资"],
      ["焊工", "5", "6000元"],
      ["企业名称：", "乙置业有限公司", ""],
      ["岗位", "人数", "薪资"],
      ["保安", "2", "3000元"],
    ]);
    expect(kinds).toEqual(["title", "header", "data", "title", "repeatHeader", "data"]);
    expect(data.map((row) => row.employer)).toEqual(["甲机械有限公司", "乙置业有限公司"]);
  });

  it("totals with a remark, notes in two cells, notes under the employer's column", async () => {
    const { kinds } = await postingsOf([
      ["序号", "企业名称", "岗位", "人数", "备注"],
      ["1", "甲厂", "焊工", "5", ""],
      ["合计", "16家", "84个岗位", "350", "数据截至5月20日"],
      ["备注：", "岗位以现场为准", "", "", ""],
      ["", "以上岗位长期有效，欢迎来电咨询。", "", "", ""],
    ]);
    expect(kinds).toEqual(["header", "data", "total", "note", "note"]);
  });
});
