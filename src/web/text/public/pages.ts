import { grouped } from "../format.ts";

/** Texts of public pages. */
export const HOME = {
  title: "找工作",
  heading: "家门口的好工作",
  lead: (agreement: string) => `${agreement}工会一起找来的岗位，全部免费`,
  searchLabel: "想找什么活",
  searchHint: "如 电焊工、开车、包住",
  search: "搜索",
  hot: "大家常找",
  hotTrades: ["电焊工", "缝纫工", "货车司机", "普工", "护理员", "保安", "叉车", "电工"],
  cities: (all: number) => `按城市看，共 ${grouped(all)} 个岗位`,
  elsewhere: "另有 ",
  elsewhereIn: (city: string, n: number) => `${city} ${grouped(n)} 个`,
  nowhere: "地点没写清的",
  cityCount: (n: number) => `${grouped(n)} 个岗位`,
  newest: "最新岗位",
  newestIn: (city: string) => `${city}的最新岗位`,
  fair: "招聘会",
  fairIn: (days: number) => (days === 0 ? "今天" : days === 1 ? "明天" : `还有 ${days} 天`),
  fairOn: "正在进行",
  ticket: (venue: string, reference: string) => `我的入场码 ${reference}，${venue}`,
  ticketAsk: "看展位、领入场码",
  livestream: "直播",
  all: "看全部岗位",
  cardTitle: "半分钟填一张求职卡",
  cardText: "不用简历，不用照片。写上称呼、会干什么、想在哪干，看中了岗位点一下就能应聘。",
  cardButton: "填求职卡",
  employersTitle: "企业招人也免费",
  employersText: "登记、核验、发岗位，三步办好，有工会帮着办。",
} as const;

/** Texts of the home page while no city is set up. */
export const EMPTY_HOUSE = {
  heading: "装好了，还没设置城市",
  lead: "请负责安装的同事在装程序的电脑上做下面三步，十分钟就能用。",
  steps: [
    "抄一份样例 docs/examples/five-cities.json，改成你们的协议、城市和第一位管理员的手机号。",
    "在程序的文件夹里运行 npm run setup -- --file 你的文件.json 。先加 --dry-run 可以只看不写。",
    "打开命令最后给出的登录链接，就以管理员身份进来了；再到“人员”里任命各市的工作人员。",
  ],
  demo: "只想先看看样子：换一个空的数据文件夹，用 DEMO=1 启动，会装上演示数据。",
} as const;

export const FEED = {
  title: (words: string) => (words ? `联聘 · ${words}` : "联聘 · 最新岗位"),
} as const;

export const SEARCH = {
  landing: (city: string, trade: string | null) => `${city}${trade ?? ""}招聘`,
  forgiven: "没有完全一样的，下面是相近的岗位。",
  degraded: "搜索服务正在恢复，结果照常，可能慢一点。",
  titleOf: (words: string, place: string) => [place, words, "找工作"].filter(Boolean).join(" "),
  result: (q: { place: string; words: string; total: number }) =>
    `${[q.place, q.words].filter(Boolean).join(" ")} ${grouped(q.total)} 个岗位`.trim(),
  empty: "没有找到合适的岗位。换个说法，或少选几个条件再试试。",
  clear: "清除全部条件",
  remove: (text: string) => `去掉“${text}”`,
  filters: "筛选",
  sort: "排序",
  sorts: { relevance: "最相关", newest: "最新发布", pay: "工资高的在前", nearest: "离我近的在前" },
  facets: {
    city: "城市",
    county: "县（市、区）",
    occupation: "工种",
    payBand: "月薪至少",
    education: "我的学历",
    experience: "我的工作年限",
    benefits: "福利",
  },
  payBand: (yuan: number) => `${grouped(yuan)} 元以上`,
  payUnknown: "也看日结、计件和没写工资的",
  years: (n: number) => (n === 0 ? "没有经验" : `${n} 年`),
  others: "外地",
  list: "岗位列表",
} as const;

export const POSTING = {
  about: (title: string, pay: string | null, place: string | null) =>
    `${[title, pay, place].filter(Boolean).join("，")}。工会审核过的岗位，应聘不收费，看中了点一下就能投。`,
  verified: "企业已核验",
  unverified: "企业未认领",
  repostFrom: (source: string) => `转载自 ${source}`,
  confirmed: (age: string) => `${age}确认在招`,
  published: (age: string) => `${age}发布`,
  apply: "我要应聘",
  call: "打电话",
  callHours: (hours: string) => `接听时间 ${hours}`,
  applied: (reference: string) => `您已应聘，编号 ${reference}`,
  seeMine: "看进展",
  unclaimed: "这是转载的岗位，企业还没有来认领，暂时不能在线应聘。",
  byPhone: (city: string, hasPhone: boolean) =>
    hasPhone
      ? `这个岗位由${city}发布，那边还不收本市的网上应聘。请直接打上面的电话。`
      : `这个岗位由${city}发布，那边还不收本市的网上应聘。请打${city}总工会的电话 12351 问企业的联系办法。`,
  claim: "我是这家企业的，我来认领",
  claimAt: (city: string) => `我是这家企业的，到${city}的网站认领`,
  home: "由哪座城市发布",
  confirmedOn: "最近一次确认",
  elements: "岗位信息",
  employer: "企业",
  headcount: "招聘人数",
  requirements: "招聘条件",
  duties: "工作内容",
  place: "工作地点",
  pay: "劳动报酬",
  paySource: (text: string) => `来源写的是：${text}`,
  payStated: (text: string) => `劳动报酬：${text}`,
  validThrough: "有效期至",
  education: "学历",
  experience: "经验",
  employment: "用工形式",
  agency: "由人力资源机构代招",
  direct: "企业直接招",
  facts: "干活的条件",
  source: "来源",
  verifier: "审核单位",
  sourceLink: "原文",
  expiredTitle: "这个岗位已过有效期",
  expiredText: (title: string, employer: string) => `“${title}”（${employer}）已经不能应聘了。`,
  missingTitle: "这个岗位现在看不到",
  missingText:
    "可能网址不对，岗位没有发布过，也可能这家企业正被工会暂停。企业恢复后，岗位会再显示，网址不变。",
  missingSent: "您的应聘没有送出去，求职卡也没有发给企业。",
  missingMine: "已经应聘过的岗位，请到“我的”里看进展。",
  goneTitle: "这个岗位已经关闭",
  goneText: (title: string, employer: string) => `“${title}”（${employer}）已经停止招聘。`,
  similar: "类似的岗位",
  alternatives: "看看类似的岗位",
} as const;

export const CITIES = {
  title: "选城市",
  heading: "想看哪个城市的岗位",
  all: "全部城市",
  allHint: "合作城市的岗位一起看",
  count: (n: number) => `${grouped(n)} 个岗位`,
} as const;

export const HELP = {
  title: "使用帮助",
  employers: "企业怎么发岗位：三步，不收钱",
  items: [
    ["收费吗", "全部免费。任何人以联聘或工会的名义收钱，都是骗人的，请拨打 12351。"],
    ["要不要注册", "看岗位不用登录。应聘时用手机号收一次验证码就行，不用设密码。"],
    [
      "企业能看到我什么",
      "只有您应聘的企业能看到您的求职卡，90 天后自动失效。您随时可以在“我的”里收回授权，收回后企业马上就看不到了。",
    ],
    ["收不到验证码", "请看看短信是不是被拦截了，等 60 秒再点一次。还是不行就拨打 12351，请工作人员帮忙。"],
    ["岗位过期了怎么办", "过了有效期的岗位不能再应聘。页面下面会给出类似的岗位。"],
  ],
} as const;

export const RANKING = {
  title: "岗位怎么排序",
  paragraphs: [
    "联聘不给人打分，也不猜您的喜好。谁来搜，找到的岗位都一样；选了县区的，顺序看远近。",
    "输入文字时按“最相关”排：文字出现在岗位名称里的排在前面，其次是工种，再次是企业和地点，最后是岗位说明。相关程度一样时，离您近的在前；没选县区的，新发布的在前。",
    "不输入文字时，选了县区的近的在前，没选的新发布的在前。远近按两个县（市、区）中心之间的距离算，所以都写“约”。选“工资高的在前”时，按月薪上限从高到低排；没写月薪的排在最后。",
    "“月薪8000以上”“日结”“白班”“不上夜班”“不要销售”这样的话当作条件，显示在结果上面，可以一个一个去掉。写明符合条件的排在前面，没写明的排在后面。",
    "企业不能花钱把岗位排到前面。过了有效期的岗位立刻不再出现。",
  ],
} as const;

export const SIGN_IN = {
  title: "登录",
  heading: "用手机号登录",
  phone: "手机号",
  sendCode: "获取验证码",
  codeTitle: "输入验证码",
  code: "验证码",
  codeHint: (phone: string) => `6 位数字，已发到 ${phone}，5 分钟内有效。收到两条短信，填哪一条都行`,
  codeByMail: (phone: string) =>
    `6 位数字，已发到 ${phone} 登记并确认过的邮箱，5 分钟内有效。没登记过邮箱的收不到，请向同事要登录链接`,
  submit: "登录",
  sentJustNow: "刚刚已经发过验证码，请填那一条里的 6 位数字。没收到，等 60 秒再点重新获取。",
  devCode: (code: string) => `演示环境不发短信，验证码是 ${code}`,
  again: "重新获取验证码",
  noSms: "收不到短信请拨打 12351",
  linkHeading: "用链接登录",
  linkLead: (phone: string) => `登录 ${phone} 的账号。链接只能用一次；这不是您的号码，就不要点。`,
} as const;
