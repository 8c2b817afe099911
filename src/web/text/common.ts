/** Texts that appear on every page. */
export const COMMON = {
  counted: (text: string, n: string) => `${text} ${n}`,
  brand: "联聘",
  brandLong: "求职用工互通平台",
  /** Part of the page titles of the enterprise and union areas; public pages have none. */
  areas: { public: "", enterprise: "企业", union: "工会" },
  about: (agreement: string) =>
    `${agreement}：各市总工会一起办的求职招聘平台。岗位由工会审核，可以按城市和工种找，应聘、招聘会入场都不收费。`,
  skip: "跳到正文",
  more: "更多",
  cities: "换城市",
  allCities: "全部城市",
  larger: "大字版",
  normalSize: "标准字",
  print: "打印",
  hotline: "职工维权热线",
  hotlineNumber: "12351",
  help: "使用帮助",
  ranking: "岗位怎么排序",
  api: "数据接口",
  publicSite: "求职首页",
  operator: (agreement: string) => [agreement, "市总工会免费服务，不收任何费用"].filter(Boolean).join(" · "),
  pages: "翻页",
  next: "下一页",
  previous: "上一页",
  firstPage: "第一页",
  pageNumber: (n: number) => `第 ${n} 页`,
  errorsTitle: "有几处需要改",
  kept: "没有交上去。您填的内容都还在下面。",
  /** By code: why a form was refused though nothing in it is wrong. */
  overtaken: {
    REVISION_CONFLICT:
      "您打开以后，别人改过这里，所以没有存上。您填的都还在下面。请先另开一页看最新的内容，没问题再交一次，就以您的为准。",
    ENTERPRISE_STATE:
      "企业还没有核验，或者正被暂停，所以没有交上去。您填的都还在下面，可以先抄下来，等核验或恢复以后再交。",
  } as Record<string, string>,
  /** Above what a person wrote in a form that is no longer on the page. */
  written: "您刚才写的内容",
  back: "返回",
  required: "必填",
  optional: "选填",
  unknown: "来源未提供",
  reference: "编号",
  nextStep: "接下来",
  signIn: "登录",
  signOut: "退出登录",
  mine: "我的",
  nameless: "还没填姓名",
  notices: (unread: number) => (unread > 0 ? `${unread} 条新消息` : "消息"),
  officerOf: (place: string) => `${place}总工会`,
  memberIn: (place: string) => `${place}企业`,
  administrator: "管理员",
  yes: "是",
  no: "否",
} as const;

/** Texts of the tools of every list: search and download. */
/** A button that takes the last act back. */
export const UNDO = { act: "撤销", hint: "一分钟内可以撤销。" } as const;

export const LIST = {
  search: "查找",
  searched: (words: string) => `正在看名字里有“${words}”的。`,
  searchAll: "看全部",
  noneFound: (words: string) => `没有找到“${words}”。换几个字试试，或者看全部。`,
  nonePart: "这一类里现在没有。点“全部”看别的。",
  all: "全部",
  cut: (max: number) => `这里只有前 ${max} 行。请先筛选，再分几次下载。`,
  csv: "下载 CSV",
  xlsx: "下载 Excel",
} as const;

export const EDUCATION = ["不限", "小学", "初中", "高中/中专/技校", "大专", "本科", "硕士", "博士"] as const;

/** The twenty industries (sections) of GB/T 4754-2017. */
export const INDUSTRY: Record<string, string> = {
  A: "农、林、牧、渔业",
  B: "采矿业",
  C: "制造业",
  D: "电力、热力、燃气及水生产和供应业",
  E: "建筑业",
  F: "批发和零售业",
  G: "交通运输、仓储和邮政业",
  H: "住宿和餐饮业",
  I: "信息传输、软件和信息技术服务业",
  J: "金融业",
  K: "房地产业",
  L: "租赁和商务服务业",
  M: "科学研究和技术服务业",
  N: "水利、环境和公共设施管理业",
  O: "居民服务、修理和其他服务业",
  P: "教育",
  Q: "卫生和社会工作",
  R: "文化、体育和娱乐业",
  S: "公共管理、社会保障和社会组织",
  T: "国际组织",
};

export const EMPLOYMENT = {
  fullTime: "全职",
  partTime: "兼职",
  dispatch: "劳务派遣",
  intern: "实习",
  flexible: "灵活用工",
} as const;

export const BENEFIT: Record<string, string> = {
  fiveInsurances: "五险",
  housingFund: "公积金",
  accidentInsurance: "意外险",
  extraMedicalInsurance: "补充医疗",
  dormitory: "包住",
  coupleRoom: "夫妻房",
  meals: "包吃",
  mealAllowance: "餐补",
  housingAllowance: "房补",
  bus: "班车",
  transportAllowance: "交通补贴",
  phoneAllowance: "话费补贴",
  nightAllowance: "夜班补助",
  heatAllowance: "高温/取暖补贴",
  attendanceBonus: "全勤奖",
  performanceBonus: "绩效奖",
  yearEndBonus: "年终奖",
  seniorityPay: "工龄工资",
  overtimePay: "加班费",
  twoDaysOff: "双休",
  paidLeave: "带薪年假",
  schoolHolidays: "寒暑假",
  publicHolidays: "法定节假日",
  healthCheck: "体检",
  holidayGifts: "节日福利",
  birthdayGift: "生日福利",
  trips: "员工旅游",
  freeTraining: "免费培训",
  apprentice: "带徒弟",
  workClothes: "工作服",
  laundry: "洗衣洗澡",
  dryingRoom: "烘干房",
  changingRoom: "更衣室",
  lockers: "储物柜",
  charging: "能充电",
  childcare: "子女入学",
  travelRefund: "报销路费",
  veteransWelcome: "欢迎退役军人",
  flexibleHours: "时间灵活",
  stockOptions: "股权激励",
  unionMember: "工会福利",
};

/** Names of the source's texts that have no column in the table of postings. */
export const BESIDES: Record<string, string> = {
  benefitsText: "福利待遇",
  workTimeText: "工作时间",
  remark: "备注",
};

/** Name of the costs in the source's text on benefits that the worker bears. */
export const COSTS = "要自己花钱的";

/** Working conditions: their names, and the texts of their values. `number` formats numeric values. */
export const FACT: Record<
  string,
  { name: string; values?: Record<string, string>; number?: (n: number) => string }
> = {
  shift: {
    name: "班次",
    values: { day: "白班", night: "夜班", two: "两班倒", three: "三班倒", rotating: "倒班" },
  },
  restDays: {
    name: "休息",
    values: { two: "双休", one: "单休", monthly: "按月休", alternate: "大小周", rotating: "轮休" },
  },
  restDaysPerMonth: { name: "每月休息", number: (n) => `${n} 天` },
  payday: { name: "发工资", values: { month: "月结", day: "日结", week: "周结" } },
  paydayOfMonth: { name: "发薪日", number: (n) => `每月 ${n} 日` },
  insurance: {
    name: "保险",
    values: { five: "五险", fiveAndFund: "五险一金", accident: "意外险", social: "社保", none: "不交社保" },
  },
  dormitory: { name: "住宿", values: { true: "包住", false: "不包住" } },
  meals: { name: "吃饭", values: { true: "包吃", false: "不包吃" } },
  bus: { name: "班车", values: { true: "有", false: "没有" } },
  pieceRate: { name: "计件", values: { true: "是", false: "不是" } },
  posture: { name: "站坐", values: { sitting: "坐着干", standing: "站着干" } },
  laundry: { name: "洗衣洗澡", values: { true: "有", false: "没有" } },
  dryingRoom: { name: "烘干房", values: { true: "有", false: "没有" } },
};
