import { grouped } from "../format.ts";

/** Texts of the pages on which an enterprise imports its own sheet. */
export const OWN_SHEET = {
  title: "用自己的表",
  heading: "用自己的表，一次写好多个岗位",
  intro: (name: string) =>
    `您平时用的招聘表直接传上来就行，一行一个岗位，都算${name}的。先试导给您看，导入后是草稿，还没有人看得到；您看好了再一起提交审核。`,
  fileHint: (rows: number) => `Excel（.xlsx）或 CSV，最多 ${grouped(rows)} 个岗位，不超过 50 MB。`,
  sees: "表只有您的企业看得到。提交审核后，归口工会看到岗位。",
  tooMany: (rows: number) => `一张表最多 ${grouped(rows)} 个岗位。请分成几张表。`,
  runHint: "存成草稿，还没有人看得到。接着在一张表里改好，再一起提交审核。",
  toDrafts: "去看草稿，提交审核",
  result: (made: number, refused: number) =>
    `新写好 ${made} 个岗位的草稿${refused > 0 ? `，${refused} 行没有导入，点下面的数字看原因` : ""}。`,
} as const;
