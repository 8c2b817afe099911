import type { CloseReason } from "../../../postings/index.ts";

/** Texts of the enterprise's pages. */
export const REGISTER = {
  title: "登记企业",
  heading: "登记企业，免费招人",
  lead: "登记一次，合作城市都认。归口工会核验后就能发布岗位。",
  name: "企业名称",
  nameHint: "和营业执照一致",
  uscc: "统一社会信用代码",
  usccHint: "18 位，营业执照上有",
  county: "所在县（市、区）",
  countyHint: "由这里的工会核验",
  place: "企业所在地",
  placeHint: "写到市、县，如 河北省唐山市丰润区",
  invited: (federation: string, title: string) =>
    `${federation}邀请您参加“${title}”。先登记企业，由${federation}核验；核验后再点一次邀请链接报名。`,
  invitedNext:
    "邀请您的工会会核对营业执照、经办人身份证和委托证明，核验后您会收到提醒。现在可以先写岗位，核验后再点一次邀请链接报名。",
  choose: "请选择",
  address: "地址",
  contactName: "联系人",
  contactPhone: "招聘电话",
  contactPhoneHint: "会显示在岗位页上，请用单位电话",
  contactHours: "接听时间",
  contactHoursHint: "如 工作日 8:30–17:00",
  intro: "企业介绍",
  submit: "提交登记",
  done: "登记已提交",
  next: (days: number) =>
    `归口工会会核对营业执照、经办人身份证和委托证明，${days} 天内答复，结果会提醒您。现在就可以先写岗位。`,
} as const;

export const CLAIM = {
  title: "认领企业",
  heading: (name: string) => `认领：${name}`,
  lead: "认领并由归口工会核验后，您就能收应聘、改岗位。",
  known: "这家企业已经有了，不用再登记。写清您的职务，认领就行。",
  statement: "您在企业的职务，怎么证明",
  statementHint: "如 人事主管，可出示营业执照和委托书",
  submit: "提交认领",
  waiting: (verifier: string, deadline: string) =>
    `已交给${verifier}核验，最晚 ${deadline}答复，结果会提醒您。`,
  pending: (name: string, verifier: string, deadline: string) =>
    `您认领的${name}已交给${verifier}核验，最晚 ${deadline}答复`,
  waitingFor: (name: string) => `您认领的${name}正在等核验，点这里看进度`,
  rejected: (reason: string) => `上次认领没有通过：${reason}。改好后可以再提交一次。`,
  number: "编号",
  sentOn: "提交日期",
  decides: "由谁核验",
  decideBy: "最晚答复",
} as const;

export const PROFILE = {
  title: "企业资料",
  save: "保存",
  saved: "企业资料已保存",
  verifiedBy: (union: string) => `由${union}核验`,
  refused: (union: string, reason: string) =>
    `${union}没有通过这次登记。原因：${reason}。请在下面改好，再提交一次。`,
  pending: (name: string, union: string, deadline: string) =>
    `您登记的${name}已交给${union}核验，最晚 ${deadline}答复`,
  refusedShort: (name: string, union: string, reason: string) =>
    `${union}没有通过${name}的登记。原因：${reason}`,
  toCorrect: "去改好，再提交一次",
  toProfile: "看企业资料",
  resubmit: "改好了，重新提交",
  corrected: "已重新提交",
  locked: "核验后，企业名称和代码只能由工会修改。",
  choose: "您的企业",
} as const;

export const ENTERPRISE_POSTINGS = {
  title: "岗位",
  heading: "我们的岗位",
  add: "写新岗位",
  empty: "还没有岗位。写一个，归口工会审核后五分钟内就能被搜到。",
  all: "全部",
  expires: (date: string) => `有效期至 ${date}`,
  returned: "被退回，请修改",
} as const;

/** Texts of the first page of an enterprise. */
export const ENTERPRISE_HOME = {
  title: "我的企业",
  tasks: "现在要办的",
  unanswered: "待答复的应聘",
  returned: "被退回的岗位",
  expired: "到期的岗位",
  fairs: "招聘会",
  returnedFirst: "工会退回，请改好再交",
  edit: "去修改",
  others: "您的其他企业",
} as const;

export const EDITOR = {
  newTitle: "写新岗位",
  editTitle: "改岗位",
  title: "岗位名称",
  titleHint: "如 电焊工（二保焊）",
  headcount: "招聘人数",
  headcountHint: "写数字；人数不定就写若干",
  requirements: "招聘条件",
  requirementsHint: "技能、证书、经验。不能限性别、民族、户籍",
  duties: "工作内容",
  placeText: "工作地点",
  placeHint: "写到路和门牌",
  payText: "劳动报酬",
  payHint: "照常写就行，如 6000-9000元/月、计件 5000-8000、150元/天",
  validThrough: "有效期至",
  validHint: "最多 180 天，到期自动下架",
  education: "学历",
  employmentType: "用工形式",
  benefits: "福利",
  contact: "联系方式（不填就用企业的）",
  contactName: "联系人",
  contactPhone: "电话",
  contactHours: "接听时间",
  unset: "不填",
  save: "存草稿",
  submit: "提交审核",
  saved: "草稿已保存",
  submitted: "岗位已提交审核",
  submittedNext: {
    enterprise: "归口工会审核后发布，结果会提醒您。",
    union: "岗位排进了“待办”。您或同事在那里通过，岗位就发布。",
  },
  savedNext: "补全后点“提交审核”。",
  readAs: "系统读成",
  missing: "还缺",
  flags: "请留意",
  confirmDuties: {
    enterprise: "工作内容是系统按工种给的，我已核对，确认无误",
    union: "工作内容是系统按工种给的，已和企业核对，确认无误",
  },
  close: "关闭岗位",
  reopen: "撤销关闭",
  closeReason: "关闭原因",
  confirm: "确认还在招",
  confirmHint: "每 14 天确认一次，求职者看得到。",
  correction: "已发布的岗位改动后要重新审核，审核前暂时看不到。",
  paused: "暂停期间不能提交审核、不能改已发布的岗位，也不能确认还在招。草稿可以接着写，存着不会丢。",
  pausedForeign: "这个岗位是从表里导入的，暂停期间只有工会能改。",
  view: "看求职者看到的样子",
  done: { close: "岗位已关闭", confirm: "已确认在招", reopen: "已撤销关闭，岗位又在招了" },
  doneNext: {
    close: "求职者看不到这个岗位了。已经收到的应聘还要答复。",
    confirm: "求职者会看到今天确认过还在招。招满了请来关闭岗位。",
    reopen: "求职者又能看到、能应聘了，和关闭以前一样。",
  },
} as const;

export const CLOSE: Record<CloseReason, string> = {
  filled: "已招满",
  paused: "暂停招聘",
  cancelled: "不招了",
  duplicate: "重复发布",
  mistake: "填错了",
  violation: "违反规定",
  enterpriseSuspended: "企业被暂停",
};

export const SUSPENDED = {
  title: "企业已被暂停",
  lead: (union: string) =>
    `岗位和展位先不显示，求职卡和电话先不能看，也不能答复应聘。恢复后都照原样回来。有疑问请联系${union}。`,
  whole: "看全文",
  booth: "暂停期间展位台和面谈先用不了。展位给您留着，恢复后照样用。",
  typed: "您刚才填的，还没有记下",
} as const;

/** Texts about a suspension for the officers of the enterprise's union. */
export const SUSPENDED_FOR_UNION = {
  title: "企业暂停，岗位先不显示",
  lead: "暂停期间不能提交审核，不能改已发布的岗位。要先恢复企业。",
  toEnterprise: "去企业页看原因、恢复",
} as const;

/** States of an application in the words of the enterprise. */
