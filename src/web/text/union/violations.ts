import type { ViolationRule } from "../../../postings/index.ts";
import { REASON } from "./pages.ts";

/** Rules whose violation closes a posting, with the law. */
export const VIOLATION: Record<ViolationRule, string> = {
  SEX: REASON.SEX,
  DISCRIMINATION: REASON.DISCRIMINATION,
  RESIDENCE: REASON.RESIDENCE,
  FEES: REASON.FEES,
  UNDERAGE: REASON.UNDERAGE,
  FALSE_OR_BAIT: REASON.FALSE_OR_BAIT,
  INCOMPLETE: "招聘信息不全（条例第 24 条）",
  OTHER: "违反其他规定（请写明）",
};

/** Texts about postings closed for a violation, and about objections. */
export const VIOLATIONS = {
  close: "违反规定，关闭岗位",
  closeHint: "关闭后求职者看不到。企业会收到通知，可以提一次异议。",
  choose: "请选一条",
  rule: "违反的规定",
  sentence: "哪里违反，写一句给企业看",
  said: "工会的说明",
  done: "岗位已关闭",
  doneNext: "企业已收到通知，可以提一次异议。",
  closed: "岗位因违反规定被工会关闭",
  closedAt: "关闭时间",
  object: "提出异议",
  objectHint: "不同意可以说明理由，只能提一次。工作人员会答复您。",
  objection: "异议理由",
  send: "提交异议",
  objected: "异议已提交",
  objectedNext: "工作人员会处理，结果会通知您。",
  waiting: "异议已提交，等工作人员处理。",
  upheld: "异议没有通过，岗位保持关闭。",
  returned: "异议通过，岗位已恢复发布。",
  returnedHidden: "异议通过，不再算违规。企业还在暂停，所以岗位先不显示，企业恢复后自动显示。",
  returnedExpired: "异议通过，不再算违规。岗位已过有效期，所以不再显示。",
  answer: "答复",
  heading: "异议",
  count: (n: number) => `${n} 件异议等着处理`,
  empty: "没有等着处理的异议。",
  decide: "处理异议",
  wholeText: "看全文并处理",
  note: "答复企业的话",
  uphold: "维持关闭",
  restore: "恢复岗位",
  decided: {
    upheld: "已维持关闭，企业会收到答复。",
    returned: "岗位已恢复，企业会收到答复。",
    hidden: "异议已通过，企业会收到答复。企业还在暂停，岗位要等企业恢复后才显示。",
    expired: "异议已通过，企业会收到答复。岗位已过有效期，不再显示。",
    taken: "这一件已经处理过了。",
  } as Record<string, string>,
} as const;
