import type { TemplateWords } from "../../../imports/index.ts";

/** Texts of the import template. An import recognises the example row by the words 填写前请删除. */
export const TEMPLATE: TemplateWords = {
  title: "招聘岗位信息汇总表",
  sheet: "岗位汇总",
  hintsSheet: "填表说明",
  hints: [
    "1. 一行填一个岗位，请不要改动表头的名称。",
    "2. 人数填数字；暂时定不下来可以填“若干”。",
    "3. 薪资待遇按实际写，例如 5000-8000元/月、200元/天、面议。",
    "4. 同一家企业有多个岗位时，企业名称可以合并单元格；不合并的，每一行都要写。",
    "5. 工作地点写到县（市、区）；与上一行相同可以填“同上”。",
    "6. 有效期填招聘的最后一天，例如 2030-12-31。",
    "7. 岗位职责、有效期是发布岗位必须有的内容，没有填的会先存为草稿。",
  ],
  columns: {
    sequence: { name: "序号", example: "1" },
    enterpriseName: { name: "企业名称", example: "某某机械有限公司（示例，填写前请删除本行）" },
    uscc: { name: "统一社会信用代码", example: "" },
    enterpriseNature: { name: "企业性质", example: "民营" },
    title: { name: "招聘岗位", example: "电焊工" },
    headcount: { name: "人数", example: "10" },
    education: { name: "学历要求", example: "不限" },
    ageAndOther: { name: "年龄/其他要求", example: "持焊工证，男女不限" },
    duties: { name: "岗位职责", example: "按图纸焊接钢结构件，检查焊缝" },
    pay: { name: "薪资待遇", example: "6000-9000元/月" },
    benefits: { name: "福利", example: "五险，提供住宿" },
    place: { name: "工作地点", example: "辽宁省阜新市细河区" },
    contactName: { name: "联系人", example: "张经理" },
    contactPhone: { name: "联系电话", example: "0418-0000000" },
    validThrough: { name: "有效期", example: "2030-12-31" },
    remark: { name: "备注", example: "" },
  },
};
