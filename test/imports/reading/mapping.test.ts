import { describe, expect, it } from "vitest";
import { applyMapping, FIELDS, proposeMapping, suspectShift } from "../../../src/imports/reading/index.ts";

const fieldOf = (name: string) => proposeMapping([name], [])[0]?.field;

describe("column names", () => {
  it.each([
    ["招聘岗位", "title"],
    ["岗位名称", "title"],
    ["职位", "title"],
    ["工 种", "title"],
    ["岗位（工种）", "title"],
    ["jobName", "title"],
    ["Job_Title", "title"],
    ["需求人数", "headcount"],
    ["招聘人数\n（人）", "headcount"],
    ["岗位数", "headcount"],
    ["拟招聘名额", "headcount"],
    ["totalJobOpenings", "headcount"],
    ["月薪", "pay"],
    ["工资待遇", "pay"],
    ["薪酬（元/月）*", "pay"],
    ["税前月综合工资", "pay"],
    ["salary", "pay"],
    ["baseSalary", "pay"],
    ["单位名称", "enterpriseName"],
    ["用人单位", "enterpriseName"],
    ["公司", "enterpriseName"],
    ["参会企业全称", "enterpriseName"],
    ["hiringOrganization.name", "enterpriseName"],
    ["企业人数", "enterpriseSize"],
    ["companySize", "enterpriseSize"],
    ["单位性质", "enterpriseNature"],
    ["公司所属行业", "industry"],
    ["工作地址", "place"],
    ["用工所在地", "place"],
    ["area", "place"],
    ["单位地址", "enterpriseAddress"],
    ["学历", "education"],
    ["最低学历要求", "education"],
    ["degree", "education"],
    ["工作年限要求", "experience"],
    ["workYear", "experience"],
    ["岗位要求", "requirements"],
    ["岗位任职条件", "requirements"],
    ["年龄/其他要求", "ageAndOther"],
    ["岗位职责说明", "duties"],
    ["福利待遇", "benefits"],
    ["食宿情况", "benefits"],
    ["联系电话", "contactPhone"],
    ["企业联系电话", "contactPhone"],
    ["招聘负责人", "contactName"],
    ["联系人/电话", "contact"],
    ["统一社会信用代码", "uscc"],
    ["企业统一社会信用代码（18位）", "uscc"],
    ["有效期", "validThrough"],
    ["招聘截止日期", "validThrough"],
    ["发布时间", "postedAt"],
    ["岗位编号", "sourceId"],
    ["职位详情链接", "sourceUrl"],
    ["备注", "remark"],
    ["序号", "sequence"],
    ["星座", "ignored"],
  ])("%s is %s", (name, field) => {
    expect(fieldOf(name)).toBe(field);
  });

  it("proposes fields of the closed list only", () => {
    const mapping = proposeMapping(
      ["岗位", "公司", "x", "", "薪资"],
      [["焊工", "甲有限公司", "1", "a", "面议"]],
    );
    for (const { field } of Object.values(mapping)) expect(FIELDS).toContain(field);
  });
});

describe("cells decide if names do not", () => {
  const samples = [
    [
      "1",
      "阜新甲机械有限公司",
      "电焊工",
      "6000-9000元/月",
      "13800000001",
      "不限学历",
      "3",
      "91210900MA0000000X",
    ],
    [
      "2",
      "锦州乙物流有限公司",
      "叉车司机",
      "5500元左右",
      "0416-2800000",
      "初中及以上",
      "若干",
      "91210700MA0000000Y",
    ],
    ["3", "盘锦丙医院", "护士", "面议", "13900000002", "大专", "2-3", "91211100MA0000000X"],
  ];
  it("maps columns without names", () => {
    const mapping = proposeMapping(["", "A", "B", "C", "D", "E", "F", "G"], samples);
    expect(Object.values(mapping).map((m) => m.field)).toEqual([
      ...["sequence", "enterpriseName", "title", "pay", "contactPhone", "education", "headcount", "uscc"],
    ]);
    expect(Math.max(...Object.values(mapping).map((m) => m.confidence))).toBeLessThan(0.9);
  });

  it("ignores a name that all cells contradict", () => {
    const mapping = proposeMapping(
      ["联系电话", "薪资"],
      samples.map((row) => [row[5] ?? "", row[4] ?? ""]),
    );
    expect([mapping[0]?.field, mapping[1]?.field]).toEqual(["education", "contactPhone"]);
  });

  it("reads 编号 as a source id unless it is a running number", () => {
    const running = proposeMapping(
      ["编号", "岗位"],
      [
        ["1", "a"],
        ["2", "b"],
        ["3", "c"],
      ],
    );
    const ids = proposeMapping(
      ["编号", "岗位"],
      [
        ["GW-0031", "a"],
        ["GW-0007", "b"],
      ],
    );
    expect([running[0]?.field, ids[0]?.field]).toEqual(["sequence", "sourceId"]);
  });

  it("gives a single field to one column, and joins shared fields", () => {
    const header = ["公司", "用人单位", "工作城市", "详细地址", "岗位"];
    const mapping = proposeMapping(header, []);
    expect(Object.values(mapping).map((m) => m.field)).toEqual([
      "enterpriseName",
      "ignored",
      "place",
      "place",
      "title",
    ]);
    const row = applyMapping(["甲厂", "甲厂", "阜新市", " 细河区1号 ", "焊工"], mapping);
    expect(row).toEqual({ enterpriseName: "甲厂", place: "阜新市 细河区1号", title: "焊工" });
  });
});

describe("shifted columns", () => {
  const header = ["企业名称", "岗位", "人数", "学历", "薪资", "工作地点", "联系电话"];
  const mapping = proposeMapping(header, []);
  it.each([
    [["甲厂", "焊工", "5", "不限", "6000-9000元", "海州区", "13800000001"], null],
    [["甲厂", "焊工", "若干", "初中及以上", "面议", "", ""], null],
    [["甲厂", "焊工", "5", "不限", "13800000001", "", ""], "pay-holds-contactPhone"],
    [["甲厂", "焊工", "本科", "6000-9000元", "海州区", "13800000001", ""], "headcount-holds-education"],
    [["甲厂", "焊工", "2024-03-05", "不限", "面议", "海州区", ""], "headcount-holds-date"],
    [["13800000001", "焊工", "5", "不限", "面议", "海州区", ""], "enterpriseName-holds-contactPhone"],
    [["甲厂", "https://example.test/1", "5", "不限", "面议", "海州区", ""], "title-holds-sourceUrl"],
  ])("%j → %s", (cells, reason) => {
    expect(suspectShift(cells, mapping)).toBe(reason);
  });
});
