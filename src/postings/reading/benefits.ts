/** Matches words that make a room or a thing the worker's task: 打扫更衣室, 储物柜安装. */
const TASK_BEFORE = "(?<!打扫|清扫|清洁|清理|负责|管理|生产|安装|维修)";
const TASK_AFTER =
  "(?!的?(?:保洁|清洁|打扫|清扫|卫生|安装|维修|维护|生产|销售|装配|加工|管理员?|服务|搓|经营))";

/** Words for places to wash. A job in a bath house is none. */
export const LAUNDRY_WORDS = `${TASK_BEFORE}(?:洗衣(?:房|机|间)|洗澡(?!客|工)|浴室|淋浴|洗浴(?!中心|城|会所)|浴池|澡堂)${TASK_AFTER}`;

/**
 * The closed list of benefits: code, and pattern of the words that name the benefit. Labels for pages are in
 * the message catalogue.
 */
export const BENEFITS = [
  ["fiveInsurances", "[五5六6]险"],
  ["housingFund", "[五5六6]险[一二两]金|公积金"],
  ["accidentInsurance", "意外险|意外伤害保险|雇主责任险|商业保险"],
  ["extraMedicalInsurance", "补充医疗"],
  ["dormitory", "(?:包|管|供|提供)(?:食|吃|餐|三餐)?[、和,]?住|食宿|吃住|宿舍|包宿|夫妻房|住宿(?!补|费)"],
  ["coupleRoom", "夫妻(?:房|间|宿舍)"],
  ["meals", "(?:包|管|供|提供|免费)(?:三餐|吃|食|餐|午餐|早餐|晚餐|工作餐)|食宿|吃住|工作餐|食堂"],
  ["mealAllowance", "餐补|餐饮补|餐费补|伙食补|饭补|用餐补|误餐"],
  ["housingAllowance", "房补|住房补|租房补|住宿补"],
  ["bus", "班车|通勤车|厂车|接送"],
  ["transportAllowance", "交通补|车补|油补|通勤补"],
  ["phoneAllowance", "通讯补|话补|话费补"],
  ["nightAllowance", "夜班补|夜班津|夜班费|夜补"],
  ["heatAllowance", "高温补|高温费|防暑降温|取暖补|采暖费"],
  ["attendanceBonus", "全勤|满勤"],
  ["performanceBonus", "绩效奖|绩效工资|季度奖|奖金"],
  ["yearEndBonus", "年终奖|年底双薪|十三薪|1[3-9]薪"],
  ["seniorityPay", "工龄工资|工龄奖|工龄补|司龄"],
  ["overtimePay", "加班费|加班补|加班工资"],
  ["twoDaysOff", "双休|做五休二|五天工作制"],
  ["paidLeave", "带薪年假|带薪休假|年休假|带薪病假|带薪假"],
  ["schoolHolidays", "寒暑假"],
  ["publicHolidays", "法定节假日|节假日休息|法定假"],
  [
    "healthCheck",
    "(?<!(?:须|需要?|须?经|参加|通过|接受)(?:入职|岗前|健康)?)体检(?!(?:必须|须|需|要)?(?:合格|不合格|通过|后|报告|证明|表|达标))",
  ],
  ["holidayGifts", "节日福利|节假日福利|过节费|节日礼|节日补"],
  ["birthdayGift", "生日(?:福利|礼|会)"],
  ["trips", "员工旅游|旅游|团建|疗养"],
  ["freeTraining", "免费(?:提供)?(?:岗前|技能|专业)?培训|专业培训|岗前培训|带薪培训|技能培训"],
  ["apprentice", "学徒|师带徒|师傅带|包教包会"],
  ["workClothes", "工作?服|劳保用品|(?:发放?|提供|免费)工装"],
  ["laundry", LAUNDRY_WORDS],
  ["dryingRoom", "烘干(?:房|间|室)|晾衣(?:房|间)|干燥室"],
  ["changingRoom", `${TASK_BEFORE}(?:更衣(?:室|间|柜|区)|换衣间)${TASK_AFTER}`],
  ["lockers", `${TASK_BEFORE}(?:(?:储物|存物|存包|寄存|置物)(?:柜|间|箱)|个人柜|更衣柜)${TASK_AFTER}`],
  [
    "charging",
    "(?<!给|为|叉车|电池|进行|负责|车辆)充电(?!器|宝|电池|机|枪|模块|设备|产品|桩(?:安装|维修|维护|运维|调试|建设|销售|生产|巡检|装配|检测|项目))",
  ],
  ["childcare", "子女(?:入学|上学|入托|教育)|托管班|幼儿园入园"],
  ["travelRefund", "报销(?:路费|车费|车票)|路费报销|往返路费"],
  ["veteransWelcome", "退役军人|退伍军人|退伍兵|退役士兵|复员"],
  ["flexibleHours", "弹性(?:工作|上班)|时间灵活"],
  ["stockOptions", "股票期权|期权|股权激励"],
  ["unionMember", "工会福利|工会会员|加入工会"],
] as const satisfies readonly (readonly [string, string])[];

export type BenefitCode = (typeof BENEFITS)[number][0];
export const BENEFIT_CODES: readonly BenefitCode[] = BENEFITS.map(([code]) => code);
