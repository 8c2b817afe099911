/** Texts of the command `npm run import`. */
export const IMPORT_COMMAND = {
  usage: [
    "用法: npm run import -- --city 211400 --file 岗位表.xlsx [选项]",
    "  --dry-run               只试导，不写入岗位",
    "  --publish               导入后发布能发布的",
    "  --source 名称           表的来源；--source-url 网址",
    "  --repost                作为转载（要写 --source）",
    "  --valid-through 日期    没写有效期的岗位用这一天，如 2027-05-31",
    "  --fill-duties           没写工作内容的用常用说法补上",
    "  --employer 名称         表里没写企业的行，都是这一家企业",
    "  --hidden                隐藏的行、划掉的行也导入",
    "  --map 列名=字段         指明一列是什么，可写多次，如 --map 用工单位=enterpriseName；没有表头的写列号，如 --map A=title",
  ].join("\n"),
  joined: "接到正在运行的联聘上",
  read: (filename: string, rows: number, data: number) => `${filename}: 共 ${rows} 行，其中岗位 ${data} 行`,
  progress: (done: number, total: number) => `  ${done} / ${total}`,
  plan: "试导结果（没有写入岗位）",
  result: "导入完成",
  published: (n: number) => `已发布 ${n} 个`,
  refused: "没有导入的行:",
  columns: "这张表没有表头。请用 --map 指明各列是什么，如 --map A=title。看到的内容和猜测：",
  columnSeen: (letters: string, field: string, samples: readonly string[]) =>
    `  ${letters} 列  ${field}  ${samples.join(" ｜ ")}`,
  more: "  还有更多，请在导入页上看",
  noCity: (code: string) =>
    `没有代码是 ${code} 的城市。程序要是还没在这个数据文件夹上启动过，请先运行 npm start，看到首页后再导入。`,
  noColumn: (name: string) => `表里没有这一列: ${name}`,
  noField: (name: string) => `没有这个字段: ${name}`,
  noFile: (path: string) => `打不开文件: ${path}`,
} as const;
