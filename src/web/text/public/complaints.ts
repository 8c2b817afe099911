import type { ComplaintReason } from "../../../postings/index.ts";
import { grouped } from "../format.ts";

/** The reasons of a complaint, as people say them. */
export const COMPLAINT_REASON: Record<ComplaintReason, string> = {
  fee: "要交钱、押金，或扣身份证",
  fake: "岗位是假的，或早就不招了",
  pay: "工资、活儿和写的不一样",
  discrimination: "限男女、限年龄、限户口",
  danger: "不安全，或叫人干违法的事",
  other: "别的问题",
};

/** Texts of the page on which people report a posting. */
export const COMPLAIN = {
  link: "这个岗位有问题？举报",
  linkAt: (city: string) => `有问题？到${city}的网站举报`,
  away: (city: string) =>
    `这个岗位归${city}管。点了会打开${city}的网站，在那里写。那边也不用登录，不用留姓名电话，写完给您编号。`,
  byPhone: (city: string) => `这个岗位归${city}管。有问题请拨 12351 举报，不用留姓名。`,
  title: "举报岗位",
  heading: (title: string) => `举报“${title}”`,
  lead: "不用登录，不用留姓名电话。由管这家企业的工会来查，企业看不到是谁举报的。",
  reason: "哪里不对",
  words: "说说是怎么回事",
  wordsHint: "什么时候、谁说的、要了多少钱。不要写自己的姓名电话。",
  send: "送出举报",
  done: "举报已收到",
  again: "这条举报今天已经收到过",
  next: (union: string) => `${union}会去查。查实了岗位会关闭。想问结果，请拨 12351 报编号。`,
  back: "回到岗位",
} as const;

/** Texts of the officer's list of complaints. */
export const COMPLAINTS = {
  heading: "举报",
  count: (n: number) => `有 ${grouped(n)} 条举报等处理`,
  empty: "没有举报等处理。",
  search: "按岗位、企业或编号找",
  states: { waiting: "等处理", upheld: "属实", unfounded: "不属实" },
  sheet: {
    reference: "编号",
    createdAt: "收到",
    posting: "岗位",
    employer: "企业",
    reason: "举报什么",
    words: "怎么说的",
    state: "结果",
    note: "怎么查的",
    settledAt: "记下结果的时间",
  },
  about: (age: string) => `${age}收到`,
  reference: "编号",
  reason: "举报什么",
  words: "怎么说的",
  noWords: "没有写",
  closed: "岗位现在不在招",
  decide: "处理这条举报",
  outcome: "查下来",
  outcomes: { upheld: "属实", unfounded: "不属实" },
  note: "怎么查的，写一句备查",
  noted: "怎么查的",
  settledAt: (time: string) => `${time} 记下`,
  submit: "记下结果",
  look: "看岗位，违规就关闭",
  done: {
    upheld: (reference: string) => `编号 ${reference} 已记为属实。岗位还没有动，违规请到岗位页关闭。`,
    unfounded: (reference: string) => `编号 ${reference} 已记为不属实。`,
  },
} as const;
