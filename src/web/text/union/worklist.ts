import type { WorkKind } from "../../../worklist/index.ts";
import { grouped } from "../format.ts";

/** Kinds of items in the list of what waits, as its filters name them. */
export const WORK_KIND: Record<WorkKind, string> = {
  posting: "岗位审核",
  enterprise: "企业登记",
  renewal: "核验到期",
  claim: "认领企业",
  recommendation: "推荐参会",
  booth: "分展位",
  waitlist: "候补",
  import: "导入待办",
  objection: "异议",
  complaint: "举报",
  start: "到岗说法不一",
  mark: "直播里的话",
  mail: "邮件退回",
};

/** Texts of the list of all that waits for an officer. */
export const WORK = {
  all: "全部",
  summary: (n: number, overdue: number) => {
    if (n === 0) return "没有等着办的事";
    return `${grouped(n)} 项等着办，${overdue > 0 ? `其中 ${grouped(overdue)} 项过了期限` : "都没过期限"}，先到期的在前`;
  },
  /** The summary of a list with filters. */
  found: (n: number, overdue: number) =>
    overdue > 0
      ? `符合的有 ${grouped(n)} 项，其中 ${grouped(overdue)} 项过了期限`
      : `符合的有 ${grouped(n)} 项`,
  keys: "键盘：J 下一个，K 上一个，A 通过，R 退回，U 撤销，X 选中，H 经过，/ 查找",
  searchLabel: "企业、岗位名称或编号",
  filters: "更多筛选",
  county: "县区",
  noCounty: "没写县区",
  enterprise: "企业",
  marked: "提醒",
  markedYes: "有提醒的",
  markedNo: "没有提醒的",
  owner: "经办人",
  mine: "我经办的",
  nobody: "还没人经办的",
  show: "筛选",
  clear: "看全部",
  counted: (text: string, n: number) => `${text}（${n}）`,
  nothing: "没有符合的。换个说法，或者看全部。",
  times: (since: string, due: string, overdue: boolean) =>
    overdue ? `${since}来的 · ${due} 到期，已过期限` : `${since}来的 · ${due}办完`,
  overdue: "过期限",
  flagged: "有提醒",
  open: "看内容，办理",
  go: "去办理",
  whole: "看全文和原表",
  chosen: "选中的企业",
  ownerIs: (label: string, mine: boolean) => `经办：${label}${mine ? "（您）" : ""}`,
  enterprisePage: "看这家企业",
  ofEnterprise: "只看这家企业的",
  take: "我来办",
  handOver: "交给同事",
  to: "交给谁",
  nobodyElse: "放回，谁都可以办",
  give: "确认",
  given: (to: string, name: string) => `已交给${to}：${name}。他打开待办，点“我经办的”就能看到。`,
  colleague: "同事",
  took: (name: string) => `现在由您经办：${name}`,
  released: (name: string) => `已放回，谁都可以办：${name}`,
  owned: "刚才已经有同事接手了，没有改。",
  cannot: "这位同事不负责这个县区，办不了这一项，没有改。",
  recommendedFor: (fair: string) => `想参加：${fair}`,
  fair: (fair: string) => `招聘会：${fair}`,
  stream: (title: string) => `直播：${title}`,
  staged: (n: number) => `${n} 行已读好，等核对后导入`,
  drafts: (n: number) => `${grouped(n)} 个岗位还是草稿，等补全、提交`,
  renewal: "核验满半年要重新核对一次。请看营业执照还在不在有效期，打电话问问，再点“重新核验”。",
  mail: "经办人的邮箱收不到信。请打电话，请本人登录后在“我的”里改邮箱。",
  sheet: {
    reference: "编号",
    kind: "事项",
    title: "名称",
    enterprise: "企业",
    county: "县区",
    since: "来的时间",
    due: "期限",
    overdue: "过期限",
    marked: "提醒",
    owner: "经办人",
  },
  tick: "选中",
  approveTicked: "通过选中的岗位",
  approveClear: (n: number) => `通过本页没有提醒的 ${n} 个岗位`,
  nobodyTicked: "没有选中岗位。请先在岗位旁边打勾。",
  severalDone: (n: number, names: string) => `已通过 ${n} 个岗位：${names}`,
  more: (names: string, n: number) => `${names} 等 ${grouped(n)} 个`,
  left: (n: number) => `${grouped(n)} 个没有通过：`,
  undoAll: (n: number) => `撤销这 ${n} 个`,
  undone: (n: number, left: number) =>
    left > 0 ? `已撤销 ${n} 个，${left} 个不能撤销了` : `已撤销 ${n} 个，重新等着审核`,
  recommended: "已推荐给主办方",
  returnedRegistration: "已退回企业",
} as const;
