import type { ChannelKind } from "../../../../db/schema/index.ts";

/** Words of what unions do about a fair besides its desk: channels, the article, paper, their own part. */
export const CHANNEL_KIND: Record<ChannelKind, string> = {
  account: "公众号",
  poster: "海报",
  sms: "短信",
  community: "社区",
  stream: "直播",
  other: "其他",
};

export const CHANNELS = {
  title: "宣传渠道",
  heading: "宣传渠道",
  lead: "每个渠道一个二维码和网址。从哪里来的访问、领码、来电、应聘和到岗，分开计数；不记是谁。",
  none: "还没有渠道。先给公众号和海报各建一个。",
  name: "渠道名称",
  nameHint: "如 阜新市总工会公众号、站前社区微信群",
  kind: "类别",
  create: "新建渠道",
  table: "各渠道的效果",
  columns: {
    name: "渠道",
    city: "城市",
    address: "网址",
    visits: "访问",
    tickets: "领码",
    calls: "来电",
    applications: "应聘",
    starts: "到岗",
    qr: "二维码",
  },
  calls: "来电是在本站点了企业电话的次数。",
  png: "下载图片",
  svg: "下载矢量图",
  article: "公众号文章",
  poster: "海报",
} as const;

export const ARTICLE = {
  title: "公众号文章",
  heading: "公众号文章",
  lead: "选中框里的全部内容，复制，粘贴到公众号编辑器。二维码会一起带过去；没带过去时，下载图片再插入。",
  select: "文章开始",
  when: "时间",
  where: "会场",
  count: (f: { exhibitors: number; postings: number; positions: number }) =>
    `${f.exhibitors} 家企业带来 ${f.postings} 个岗位，招 ${f.positions.toLocaleString("en-US")} 人。进场和应聘全部免费。`,
  city: (name: string, n: number) => `${name}（${n} 家企业）`,
  people: (n: number) => `${n} 人`,
  scan: "长按识别二维码，看岗位、领入场码",
  hotline: (number: string) => `任何人以招聘会名义收钱都是骗人的，请拨打职工维权热线 ${number}。`,
  noChannel: "先建一个渠道，文章里才有二维码。",
  choose: "用哪个渠道的二维码",
} as const;

export const PRINT = {
  title: "打印",
  heading: "打印材料",
  lead: "打开后用浏览器打印，A4 纸。",
  items: {
    poster: "海报（整场）",
    venuePoster: (venue: string) => `海报（${venue}）`,
    cards: "展位牌（每家企业一张）",
    sheets: "签到表（每个会场）",
    participants: "参会企业名册",
  },
  print: "打印本页",
  printHint: "按 Ctrl+P（苹果电脑按 ⌘P）打印",
  scan: "扫码看岗位、领入场码",
  scanStand: "扫码看岗位、应聘",
  orVisit: "或在浏览器打开",
  free: "进场和应聘全部免费",
  positions: "招聘人数",
  sheet: (venue: string) => `${venue} 企业签到表`,
  visitors: (venue: string) => `${venue} 求职者签到表`,
  columns: {
    booth: "展位",
    enterprise: "企业",
    city: "城市",
    recruiters: "人数",
    signature: "签名",
    time: "到场时间",
    postings: "岗位",
    venue: "会场",
    callName: "称呼",
    trade: "想找的活",
    place: "想在哪干",
  },
  empty: "还没有企业确定展位。",
} as const;

export const OURS = {
  title: "本市参会情况",
  heading: (city: string) => `${city}参会情况`,
  quota: "展位名额",
  quotaOf: (taken: number, quota: number | null) =>
    quota === null ? `已用 ${taken}，不限` : `已用 ${taken} / ${quota}`,
  people: "本市求职者",
  peopleHint: "只有人数。求职者是谁，不经本人授权不会显示。",
  tickets: "领码",
  entered: "入场",
  applications: "现场应聘",
  confirmed: "已到岗",
  enterprises: "本市企业",
  none: "本市还没有企业报名。",
  columns: { enterprise: "企业", state: "状态", booth: "展位", postings: "岗位", reference: "编号" },
  noBooth: "未定",
  cards: "打印本市企业的展位牌",
  channels: "宣传渠道",
} as const;

export const REGISTRATION_STATE: Record<string, string> = {
  submitted: "待本市推荐",
  returned: "退回修改",
  recommended: "已推荐，等安排展位",
  waitlisted: "候补",
  offered: "有空位，等企业答复",
  approved: "已安排展位",
  refused: "未通过",
  declined: "放弃空位",
  withdrawn: "已撤回",
};
