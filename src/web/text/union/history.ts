import type { HistoryEntry, Party, SubjectKind } from "../../../history/index.ts";
import { CLOSE, REGISTER } from "../enterprise/pages.ts";
import { REGISTRATION_STATUS } from "../fairs/registrations.ts";
import { EVENT } from "../seeker.ts";
import { REASON } from "./pages.ts";
import { VIOLATION } from "./violations.ts";

/** Says each act on a posting, after the party that acted. */
const POSTING = {
  "posting.create": "新建了岗位",
  "posting.import": "从表格导入了岗位",
  "posting.reimport": "表格里的内容变了，再次导入",
  "posting.takeBack": "收回了这次导入",
  "posting.complete": "补齐了有效期或工作内容",
  "posting.edit": "修改了岗位",
  "posting.submit": "提交审核",
  "posting.approve": "审核通过，岗位发布",
  "posting.undo": "撤销了刚才的通过",
  "posting.return": "退回岗位，请企业修改",
  "posting.repost": "作为转载发布",
  "posting.confirm": "确认还在招人",
  "posting.confirmDuties": "确认了工作内容",
  "posting.close": "关闭了岗位",
  "posting.reopen": "撤销了刚才的关闭",
  "posting.closeForCause": "因违反规定关闭了岗位",
  "posting.object": "提出异议",
  "posting.objection.upheld": "处理异议：维持关闭",
  "posting.objection.returned": "处理异议：恢复岗位",
} as const;

/** Says each act on an enterprise. */
const ENTERPRISE = {
  "enterprise.register": "登记了企业",
  "enterprise.import": "导入岗位时建了这家企业",
  "enterprise.update": "修改了企业资料",
  "enterprise.verify": "核验通过",
  "enterprise.renew": "重新核验，有效期延长半年",
  "enterprise.refuse": "没有通过核验",
  "enterprise.suspend": "暂停了企业",
  "enterprise.reinstate": "恢复了企业",
  "enterprise.claim": "申请认领企业",
  "enterprise.decideClaim": "处理了认领",
} as const;

/** Says each act on a registration for a fair, and on the booth that follows from it. */
const REGISTRATION = {
  "fairRegistration.submit": "报名参会",
  "fairRegistration.edit": "修改了报名",
  "fairRegistration.recommend": "推荐给主办方",
  "fairRegistration.return": "退回报名，请企业修改",
  "fairRegistration.place": "安排展位",
  "fairRegistration.refuse": "没有通过报名",
  "fairRegistration.answer": "答复了展位",
  "fairRegistration.withdraw": "撤回报名",
  "fairRegistration.offer": "轮到候补，请企业答复",
  "fairRegistration.lapse": "没有按时答复，展位给了下一家",
  "fairRegistration.close": "招聘会结束，没有排上",
  "fairRegistration.callOff": "招聘会取消，报名结束",
  "fairRegistration.hide": "企业被暂停，展位先不显示",
  "fairRegistration.show": "企业恢复，展位重新显示",
  "fairRegistration.meets": "面谈的安排有变动",
  "fairRegistration.confirm": "主办方确认收到",
  "fairRegistration.undelivered": "没有送到主办方，不算数",
  "interviewSlots.open": "开放了面谈时间",
  "interviewSlots.close": "收回了面谈时间",
  "booth.meeting": "设置了线上面谈",
  "booth.act": "在展位上操作",
  "booth.sendScan": "在展位扫码",
  "queue.call": "叫号",
  "queue.keep": "记下了排队号",
} as const;

/** Says each act on a fair. */
const FAIR = {
  "fair.create": "新建了招聘会",
  "fair.update": "修改了招聘会",
  "fair.announce": "公布招聘会，开始报名",
  "fair.publish": "发布招聘会",
  "fair.cancel": "取消了招聘会",
  "fair.tellKeys": "把验票钥匙送到各城市",
  "fair.report": "招聘会报告第一次定稿",
  "fair.freezeReport": "定稿了一份报告",
  "fair.slots": "设置了入场时段",
  "fair.invite": "邀请了外地企业",
  "fair.channel": "新建了宣传渠道",
  "interview.plan": "排好了面谈时间",
} as const;

/** Says each act on a person's consent, and on the application or card that rests on it. */
const CONSENT = {
  "consent.give": "同意对方看求职卡",
  "consent.withdraw": "收回了授权",
  "consent.refuse": "不再看求职卡",
  ...Object.fromEntries(Object.entries(EVENT).map(([kind, said]) => [`application.${kind}`, said])),
} as const;

/** Says each act whose history somebody may read, by its verb in the audit. */
export const ACT: Record<string, string> = {
  ...POSTING,
  ...ENTERPRISE,
  ...REGISTRATION,
  ...FAIR,
  ...CONSENT,
};

/** Names of changed fields that no form's label names, of fairs and enterprises. */
const FIELD: Record<string, string> = {
  name: REGISTER.name,
  uscc: "统一社会信用代码",
  county: "所在县区",
  address: REGISTER.address,
  industry: "行业",
  size: "规模",
  nature: "企业性质",
  intro: "介绍",
  contactName: "联系人",
  contactPhone: "联系电话",
  contactHours: "联系时间",
  title: "名称",
  kind: "类型",
  occupation: "工种",
  opensAt: "开始时间",
  closesAt: "结束时间",
  venues: "会场和展位",
  cities: "城市和名额",
  hostQuota: "主办城市名额",
  programme: "日程",
  permits: "许可和方案",
  offerHours: "答复时限",
  city: "城市",
  agency: "中介发布",
  experienceMinMonths: "经验",
};

const PARTY: Record<Exclude<Party, "union" | "enterprise">, string> = {
  self: "您",
  city: "外地工会",
  program: "系统",
  other: "其他人",
};

const WHAT: Record<SubjectKind | "consent", string> = {
  posting: "岗位",
  enterprise: "企业",
  fairRegistration: "报名",
  fair: "招聘会",
  consent: "授权",
};

/** Returns the party of an act in words: the union with the colleague, the enterprise, the reader. */
export function partyText({ party, name, colleague }: HistoryEntry): string {
  if (party === "union") return [name ?? "工会", colleague].filter(Boolean).join(" ");
  if (party === "enterprise") return name ?? "企业";
  return party === "city" ? (name ?? PARTY.city) : PARTY[party];
}

const reasonText = (code: string): string =>
  (REASON as Record<string, string>)[code] ??
  (VIOLATION as Record<string, string>)[code] ??
  (CLOSE as Record<string, string>)[code] ??
  code;

const WAITS: Record<string, string> = { BOOTHS: "候补，等展位空出来", QUOTA: "候补，等名额空出来" };
const DECIDED: Record<string, string> = { approved: "通过", rejected: "没有通过" };

/** Returns the outcome of an act, if the verb alone does not say it; else null. */
function outcomeText({ action, facts }: HistoryEntry): string | null {
  if (facts.outcome) return DECIDED[facts.outcome] ?? null;
  if (facts.waitsFor) return WAITS[facts.waitsFor] ?? null;
  const decides = action === "fairRegistration.place" || action === "fairRegistration.answer";
  if (!decides || !facts.to || facts.to === facts.from) return null;
  return (REGISTRATION_STATUS as Record<string, string>)[facts.to] ?? null;
}

/**
 * Returns the details of an act, one text each: outcome, booth, reasons, the words of the party, changed
 * fields. `labels` names the fields of the record's form.
 */
export function detailTexts(entry: HistoryEntry, labels: Record<string, string>): string[] {
  const { reasons, text, fields, booth } = entry.facts;
  const named = fields?.map((name) => labels[name] ?? FIELD[name] ?? name) ?? [];
  return [
    outcomeText(entry),
    booth ? `展位：${booth}` : null,
    reasons ? `原因：${reasons.map(reasonText).join("、")}` : null,
    text ? `说明：${text}` : null,
    named.length > 0 ? `改了：${[...new Set(named)].join("、")}` : null,
  ].filter((one) => one !== null);
}

export const HISTORY = {
  heading: "经过",
  title: (what: SubjectKind | "consent", name: string) => `${name} · ${WHAT[what]}的经过`,
  /** Shown for an act whose verb is newer than this page. */
  otherAct: "有变动",
  lead: "谁在什么时候做了什么，最近的在最上面。",
  did: (party: string, act: string) => `${party}：${act}`,
  empty: "还没有记录。",
  earlier: (n: number) => `再看 ${n} 条`,
  all: "看全部经过",
  link: "经过",
  back: "返回",
} as const;
