import type { ChannelKind } from "../../../../db/schema/index.ts";
import { grouped } from "../format.ts";

/** Names of channel kinds. */
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
  visits: "访问按人算：同一个人（同一台设备）一天只算一次，机器人不算。",
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
    `${f.exhibitors} 家企业带来 ${f.postings} 个岗位，招 ${grouped(f.positions)} 人。进场和应聘全部免费。`,
  city: (name: string, n: number) => `${name}（${grouped(n)} 家企业）`,
  people: (n: number) => `${grouped(n)} 人`,
  scan: "长按识别二维码，看岗位、领入场码",
  hotline: (number: string) => `任何人以招聘会名义收钱都是骗人的，请拨打职工维权热线 ${number}。`,
  noChannel: "先建一个渠道，文章里才有二维码。",
  choose: "用哪个渠道的二维码",
} as const;
