import type { ManagedStatus, ReturnReason } from "../../../postings/index.ts";

/** Texts of the union's pages. */
export const QUEUE = {
  title: "待办",
  heading: "待办",
  suggested: "（程序补的常用说法，不是企业写的）",
  count: (n: number) => (n === 0 ? "没有等着审核的事项" : `${n} 项等着审核，先来的在前`),
  keys: "键盘：J 下一个，K 上一个，A 通过，R 退回，U 撤销刚才的通过",
  empty: "都处理完了。可以去导入企业送来的岗位表。",
  emptyHere: "没有要审核的。还有别的事等着处理，见上面。",
  waiting: (age: string) => `${age}提交`,
  approve: "通过",
  return: "退回并说明",
  reasons: "退回原因",
  note: "补充说明",
  sendBack: "确认退回",
  reject: "不通过",
  rejectReason: "不通过的原因",
  override: "代码校验不符，但已看过营业执照原件",
  claim: "认领企业",
  registration: "新登记的企业",
  statement: "认领说明",
  claimant: "经办人",
  phone: "经办人电话",
  code: "统一社会信用代码",
  codeCheck: "代码校验",
  codeState: { ok: "校验相符", failed: "校验不符，请核对执照", overridden: "已由工作人员核对" } as Record<
    string,
    string
  >,
  done: {
    approve: "已通过",
    return: "已退回",
    refuse: "没有通过，已告诉企业",
    reject: "已拒绝",
    incomplete: "还不能通过：内容不全，或者有效期已过。请退回企业，说明缺什么。",
    undo: "已撤销，重新等着审核",
    suspend: "已暂停",
    reinstate: "已恢复",
    taken: "这一项已经有人处理过了。",
    unverified: "没有通过：这家企业还没有核验。请先核验企业，再通过它的岗位。",
    suspended: "没有办成：这家企业已暂停。恢复以后再处理。",
    late: "过了一分钟，或者有人改动过，不能撤销了。",
  } as Record<string, string>,
  doneFor: (outcome: string, name: string) => `${outcome}：${name}`,
  typed: (text: string) => `您刚才写的：${text}`,
  undo: "撤销",
  undoHint: "一分钟内可以撤销。",
  flagged: "请留意",
  more: "更多",
} as const;

export const REASON: Record<ReturnReason, string> = {
  EMPLOYER_UNVERIFIED: "企业材料未核验（人力资源市场暂行条例第 26 条）",
  HEADCOUNT_UNCLEAR: "招聘人数不清楚（条例第 24 条）",
  REQUIREMENTS_UNCLEAR: "招聘条件不清楚（条例第 24 条）",
  DUTIES_UNCLEAR: "工作内容不清楚（条例第 24 条）",
  PLACE_UNCLEAR: "工作地点不清楚（条例第 24 条）",
  PAY_UNCLEAR: "基本劳动报酬不清楚（条例第 24 条）",
  VALIDITY_UNCLEAR: "没有写明有效期",
  SEX: "限定或优先性别（妇女权益保障法第 43 条）",
  DISCRIMINATION: "有民族、种族、宗教等歧视内容（条例第 24 条）",
  RESIDENCE: "限定户籍、地域（条例第 11 条）",
  FEES: "向求职者收钱或扣证件（劳动合同法第 9 条）",
  UNDERAGE: "招用未满 16 周岁的人（劳动法第 15 条）",
  FALSE_OR_BAIT: "内容虚假或以高薪引诱（条例第 27 条）",
  CONTACT_IN_TEXT: "正文里有电话或微信，请填到联系方式里",
  DUPLICATE: "和已有岗位重复",
  OTHER: "其他原因（请写明）",
};

export const FLAG: Record<string, string> = {
  PHONE_IN_TEXT: "正文里有联系方式",
  TEXT_DAMAGED: "有看不清的字符",
  HEADCOUNT_OPEN: "人数写的是若干",
  PAY_NEGOTIABLE: "工资写的是面议",
  PAY_UNREAD: "工资没读出数字",
  PAY_FOREIGN: "工资写的是外币，不换算成人民币",
  ROW_EQUAL: "和同一张表里前面的一行是同一个岗位",
  COUNTY_PROPOSED: "工作地点没写县区，按企业所在地补的",
  DATE_UNREAD: "有效期看不懂，没有改成别的日期，请核对原表",
  POSTED_LONG_AGO: "原表的发布日期是半年以前，请核对岗位还招不招",
  DUTIES_SUGGESTED: "工作内容是程序补的常用说法，不是企业写的",
  SEX_LIMIT: "原表限定了性别，没有放进招聘条件（妇女权益保障法第 43 条）",
  AGE_LIMIT: "原表限定了年龄，没有放进招聘条件，请核对是不是岗位需要",
  SEX_WORDING: "有限定或优先性别、婚育的说法（妇女权益保障法第 43 条）",
  FEES_WORDING: "有押金、收费或扣证件的说法（劳动合同法第 9 条）",
  RESIDENCE_WORDING: "有限定户籍、地域的说法（条例第 11 条）",
};

/** Returns the words after a remark: the source's own in quotes, or the number of the equal row. */
export const remarkDetail = (code: string, text: string | undefined): string => {
  if (!text) return "";
  return code === "ROW_EQUAL" ? `（第 ${text} 行）` : `“${text}”`;
};

export const ELEMENT: Record<string, string> = {
  employer: "企业",
  headcount: "招聘人数",
  requirements: "招聘条件",
  duties: "工作内容",
  place: "工作地点",
  pay: "劳动报酬",
  validThrough: "有效期",
};

export const POSTING_STATUS: Record<ManagedStatus, string> = {
  draft: "草稿",
  returned: "被退回",
  submitted: "待审核",
  published: "已发布",
  expired: "已过期",
  closed: "已关闭",
};

export const ENTERPRISES = {
  title: "企业",
  heading: "企业",
  all: "全部",
  status: {
    unverified: "未认领",
    claimed: "待核验",
    refused: "未通过",
    verified: "已核验",
    suspended: "已暂停",
  } as Record<string, string>,
  search: "按企业名称找",
  empty: "这一类还没有企业。",
  /** Name of the downloaded file, and its columns. */
  file: "本市企业",
  code: "统一社会信用代码",
  county: "县区",
  name: "企业名称",
  state: "状态",
  members: "登录人数",
  claims: "待处理认领",
  verify: "核验通过",
  verifyHint: "请核对营业执照、经办人身份证和委托证明（条例第 26 条）。",
  refuse: "不予通过",
  refuseHint: "企业会看到原因，改好后会再排到待办里。",
  refused: "上次没有通过的原因",
  claimWaits: (n: number) => `有 ${n} 份认领在待办里等着处理，请到那里一起核验`,
  suspend: "暂停企业",
  suspendHint: "暂停只是先不显示，不会关闭：恢复后岗位、展位和应聘都照原样回来。",
  affected: (n: { postings: number; fairs: number; applications: number }) =>
    `暂停会影响：${n.postings} 个岗位、${n.fairs} 场招聘会、${n.applications} 份应聘`,
  suspendTold: "企业、应聘的人和招聘会主办方都会收到通知，原因会告诉他们。",
  suspendedBy: "决定的人",
  suspendedAt: "暂停时间",
  suspendedFor: "暂停原因",
  reinstate: "恢复企业",
  reinstateHint: "恢复后，没有过期、企业自己也没有关闭的岗位重新显示，展位和应聘照旧。",
  reinstateUnverified: "这家企业还没有核验过。恢复后回到暂停以前的样子：还要等核验，它自己的岗位才会显示。",
  reason: "原因",
  postings: "它的岗位",
  done: "已处理",
} as const;

export const POSTINGS = {
  title: "岗位",
  heading: "本市岗位",
  hidden: "企业暂停，先不显示",
  violation: "因违规被关闭",
  empty: "这一类还没有岗位。",
  bulk: "批量处理本次导入的岗位",
  complete: "补全有效期和工作内容",
  completeHint: "缺的工作内容用该工种的常用说法补上，由企业认领后确认。",
  repost: "作为转载发布",
  repostHint: "来源缺的项目会写明“来源未提供”，企业认领并核验后才能在线应聘。",
  submit: "提交审核",
  validThrough: "有效期至",
  source: "来源",
  result: (done: number, skipped: number) => `办好 ${done} 个${skipped ? `，跳过 ${skipped} 个` : ""}`,
  skipped: "跳过的原因",
  missing: (items: string) => `缺：${items}`,
  unconfirmed: "工作内容还没和企业核对",
  confirmDuties: "程序补的工作内容，已经和企业核对过（提交审核时用）",
} as const;
