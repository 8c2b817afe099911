import { expect, test } from "vitest";
import { readFacts, readWorkTerms } from "../../../src/postings/index.ts";

type Posting = Parameters<typeof readWorkTerms>[0];
const read = ({ text = "", ...posting }: Partial<Posting> & { text?: string }) =>
  readWorkTerms({
    title: "普工",
    payText: null,
    payPeriod: null,
    facts: readFacts(text),
    benefits: [],
    ...posting,
  });

test.each([
  [{ text: "长白班" }, { shifts: ["day"] }],
  [{ title: "普工（夜班）" }, { shifts: ["night"] }],
  [{ text: "两班倒", benefits: ["nightAllowance"] }, { shifts: ["two", "night"] }],
  [{ text: "无夜班" }, { shifts: [] }],
  [{ payPeriod: "day" }, { payPeriods: ["day"], payday: null }],
  [
    { title: "日结普工", payPeriod: "month" },
    { payPeriods: ["month"], payday: "day" },
  ],
  [
    { text: "工资周结", payPeriod: "day" },
    { payPeriods: ["day"], payday: "week" },
  ],
  [{ text: "计件", payPeriod: "month" }, { payPeriods: ["month", "piece"] }],
  [{ title: "小时工" }, { payPeriods: ["hour"] }],
  [{ title: "钟点工" }, { payPeriods: ["hour"] }],
  [{ text: "每天工作八小时" }, { payPeriods: [] }],
] as const)("%j", (posting, expected) => {
  expect(read(posting as Partial<Posting>)).toMatchObject(expected);
});
