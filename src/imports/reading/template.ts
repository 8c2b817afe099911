import writeXlsxFile, { type SheetData } from "write-excel-file/universal";

/**
 * Columns of the downloadable template: those of the sheet that trade unions use, and further ones for the
 * statutory elements of a posting.
 */
export const TEMPLATE_COLUMNS: readonly { name: string; width: number; example: string }[] = [
  { name: "序号", width: 6, example: "1" },
  { name: "企业名称", width: 28, example: "某某机械有限公司（示例，填写前请删除本行）" },
  { name: "统一社会信用代码", width: 22, example: "" },
  { name: "企业性质", width: 12, example: "民营" },
  { name: "招聘岗位", width: 18, example: "电焊工" },
  { name: "人数", width: 8, example: "10" },
  { name: "学历要求", width: 14, example: "不限" },
  { name: "年龄/其他要求", width: 22, example: "持焊工证，男女不限" },
  { name: "岗位职责", width: 28, example: "按图纸焊接钢结构件，检查焊缝" },
  { name: "薪资待遇", width: 18, example: "6000-9000元/月" },
  { name: "福利", width: 20, example: "五险，提供住宿" },
  { name: "工作地点", width: 28, example: "辽宁省阜新市细河区" },
  { name: "联系人", width: 10, example: "张经理" },
  { name: "联系电话", width: 16, example: "0418-0000000" },
  { name: "有效期", width: 14, example: "2030-12-31" },
  { name: "备注", width: 18, example: "" },
];

const INSTRUCTIONS = [
  "1. 一行填一个岗位，请不要改动表头的名称。",
  "2. 人数填数字；暂时定不下来可以填“若干”。",
  "3. 薪资待遇按实际写，例如 5000-8000元/月、200元/天、面议。",
  "4. 同一家企业有多个岗位时，企业名称可以合并单元格，也可以只填第一行。",
  "5. 工作地点写到县（市、区）；与上一行相同可以填“同上”。",
  "6. 有效期填招聘的最后一天，例如 2030-12-31。",
  "7. 岗位职责、有效期是发布岗位必须有的内容，没有填的会先存为草稿。",
];

/** Builds the template as .xlsx bytes: a title, the header, one example row, and a sheet of instructions. */
export async function templateXlsx(): Promise<Uint8Array> {
  const title = TEMPLATE_COLUMNS.map((_, i) =>
    i === 0
      ? {
          value: "招聘岗位信息汇总表",
          fontWeight: "bold" as const,
          columnSpan: TEMPLATE_COLUMNS.length,
          align: "center" as const,
        }
      : null,
  );
  const data: SheetData = [
    title,
    TEMPLATE_COLUMNS.map(({ name }) => ({
      value: name,
      fontWeight: "bold" as const,
      align: "center" as const,
      wrap: true,
    })),
    TEMPLATE_COLUMNS.map(({ example }) =>
      example === "" ? null : { value: example, type: String, wrap: true },
    ),
  ];
  const blob = await writeXlsxFile([
    {
      sheet: "岗位汇总",
      data,
      columns: TEMPLATE_COLUMNS.map(({ width }) => ({ width })),
      stickyRowsCount: 2,
    },
    {
      sheet: "填表说明",
      data: INSTRUCTIONS.map((line) => [{ value: line, wrap: true }]),
      columns: [{ width: 80 }],
    },
  ]).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
