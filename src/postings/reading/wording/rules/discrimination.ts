import type { Rule } from "./rule.ts";

/** Goods and rooms of men and women, and both sexes together: 女装, 男女宿舍. No limit of who may work. */
const NO_LIMIT =
  /^(?:[性士]?(?:装|鞋|裤|款|袜|包|表|帽|科|宾|厕|浴|寝|更衣|内衣|服饰|用品|顾客|客户|客人|会员|宝|朋友|童|婴|孩子)|[士性生工]?(?:[/、和或及,&]?女|[/、和或及,&]?男)|(?:员工|职工|生)?(?:宿舍|寝室|浴室|厕所))/;
const BOTH = /男女(?:均可|不限|皆可|都可|都行|不拘)|性别不限|不限性别|女士?男士?均可/;
/** Occupations that the law bars to women: work underground. */
const MINING = ["miner"];

/** Occupations whose health certificate excludes contagious diseases: food, children, care. */
const FOOD_AND_CARE = [
  "cook",
  "western-cook",
  "kitchen-helper",
  "waiter",
  "baker",
  "food-processor",
  "domestic-worker",
  "maternity-nurse",
  "infant-carer",
  "childcare-worker",
  "kindergarten-teacher",
  "nurse",
  "beautician",
];

/** Wording about the sex, family, origin and health of a person. */
export const DISCRIMINATION: readonly Rule[] = [
  {
    id: "sex-only",
    code: "SEX_WORDING",
    find: /(?:仅|只)?限(?:招收?)?[男女](?:性|士|生|工)?|(?:仅|只|单|光|就)(?:要|招收?|招聘|收|录用|用|需要?|考虑|接受)(?:\d{1,3}[名个位人])?[男女](?:性|士|生|工|的)?/g,
    unlessAfter: /(?:不|无|未|非|上|下|期|权|额|有|局|受|年|时)$/,
    unlessBefore: NO_LIMIT,
    lawfulFor: MINING,
    rewrite: "男女不限",
  },
  {
    id: "sex-preferred",
    code: "SEX_WORDING",
    find: /[男女](?:性|士|生|工|同志|员工|孩|的)?(?:者)?(?:优先|为佳|为宜|最佳|佳(?=[,;。]|$)|为主)/g,
    unlessAfter: /[子儿]$/,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-field",
    code: "SEX_WORDING",
    find: /性别(?:要求)?(?:[:为是]|要求)*(?:仅?限)?[男女](?:性|士|生)?/g,
    unlessBefore: /^(?:[性士生]?[/、或和及,&]?[男女]|(?:性|士)?(?:均|皆|都)可|不限)/,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: "性别不限",
  },
  {
    id: "sex-required",
    code: "SEX_WORDING",
    find: /(?:要求|须为|需为|必须是|必须为|应为):?[男女](?:性|士|生|工)?/g,
    unlessAfter: /(?:不|无|没有|未|性别)$/,
    unlessBefore: NO_LIMIT,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-in-brackets",
    code: "SEX_WORDING",
    find: /[([【][男女](?:性|士|生|工)?[)\]】]/g,
    unlessAfter: /(?:联系人|联系|联络|咨询|[小老])[^,;。\n]{0,8}$|(?:先生|女士|经理|主任|老板|总)$/,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-sought",
    code: "SEX_WORDING",
    find: /(?:招聘?|聘请?|诚聘|急聘|急招|需要?|要|找)(?:收|用)?(?:\d{1,3}[名个位人])?[男女](?:普?工|性|士|生|员工?|服务员|保洁|保安|司机|厨师|师傅|店员|营业员|收银|文员|会计|保姆)/g,
    unlessAfter: /(?:[不别勿重主还]|只|仅|单|光|就)$/,
    unlessBefore: NO_LIMIT,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-refused",
    code: "SEX_WORDING",
    find: /[男女](?:性|士|生|工|的)?(?:一律|请)?(?:勿扰|勿投|勿来|免谈|不要|不招|不收|不考虑|除外)|(?:不(?:要|招|收|用|考虑)|拒绝|谢绝)[男女](?:性|士|生|工|的|员工)/g,
    unlessAfter: /(?:不会|从不|不得|不能|不|严禁|禁止|不存在)$/,
    unlessBefore: NO_LIMIT,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "birth-limit",
    code: "BIRTH_WORDING",
    find: /已婚(?:已育)?(?:者|的)?优先|已育(?:者|的)?优先|(?:仅|只)?限[已未]婚|(?:未婚|单身)(?:者|的)?(?:优先|勿扰|勿投|免谈)|(?:须|需|要|要求|必须|应|只要|只招|仅招):?(?:是|为)?(?:[已未]婚|[已未]育)(?:[已未]育)?|未婚未育(?:者)?(?:勿|不|优先|免)|婚育(?:状况|情况)?(?:要求)?:(?:[已未]婚|[已未]育)|婚姻状况:[已未]婚/g,
    unlessBefore: /^(?:[、/或和,]?[已未][婚育])*(?:者|的)?(?:均|皆|都|不限|也可|亦可)/,
    unlessBeside: /婚否不限|不限婚|婚育不限|[已未]婚[、/或和,]?[已未]婚(?:均|皆|都|不限)/,
    rewrite: "",
  },
  {
    id: "birth-plan",
    code: "BIRTH_WORDING",
    find: /(?:[一两二三四五几1-5半]|[1-5][~-][1-5])年(?:之?内)?(?:不(?:得|能|准|许|可|会|打算|考虑)?|无|没有)(?:再)?(?:生育|怀孕|要孩子|生孩子|结婚|要小孩|生小孩)(?:的)?(?:计划|打算)?|(?:无|没有|不得有|不能有)(?:近期)?(?:生育|怀孕|备孕|要孩子|二胎|生二胎)(?:的)?(?:计划|打算|需求)|(?:不|禁止?|严禁)(?:得|能|准|许)?(?:在职|入职)?期间?(?:怀孕|生育|结婚)/g,
    unlessAfter: /(?:不得|不会|不能|禁止|严禁)(?:要求|约定|规定|询问)[^,;。\n]{0,6}$/,
    rewrite: "",
  },
  {
    id: "birth-test",
    code: "BIRTH_WORDING",
    find: /验孕|(?:妊娠|怀孕|早孕)(?:测试|检测|检查|试验)|(?:入职|体检)[^,;。\n不无免]{0,6}(?:孕检|查孕)|(?:提供|填写|说明|注明|告知|写明|询问)[^,;。\n]{0,6}婚(?:育|姻)(?:状况|情况|史)|孕妇(?:勿|不要|不招|免|除外)|(?:不要|不招|不收)(?:孕妇|怀孕|带孩子)/g,
    unlessAfter: /(?:不得|禁止|严禁|不做|不查|不进行|无需|不用|不需要?|不必|免|不要求)[^,;。\n]{0,6}$/,
    unlessBefore: /^(?:棒|试纸|试剂|仪|产品|技术|项目|笔|盒|室|医师|医生)/,
    rewrite: "",
  },
  {
    id: "ethnic",
    code: "ETHNIC_WORDING",
    find: /(?:仅|只)?(?:限|招|要)汉族|汉族优先|(?:民族|族别)(?:要求)?[:为](?:限)?汉族?|(?:少数民族|[维回藏蒙满壮彝苗羌]族|[维回]民|新疆人|西藏人|信教(?:者|人员)?|教徒|有宗教信仰(?:者|的)?)(?:一律)?(?:勿|不要|不招|不收|除外|免)|不(?:招|收|要|用)(?:少数民族|[维回藏蒙满壮彝苗羌]族|[维回]民|新疆|西藏|信教|教徒)|(?:无|没有|不得有|不能有)(?:任何)?宗教信仰|不信教|限信仰/g,
    unlessAfter: /(?:不|无|不得|禁止|严禁|并非|非)$/,
    unlessBefore: /^(?:不限|[、/或及和])/,
    rewrite: "",
  },
  {
    id: "hepatitis",
    code: "HEALTH_WORDING",
    find: /乙(?:型?肝|肝)(?:炎)?(?:病毒)?(?:携带|感染|患|阳性)?(?:者|的)?(?:勿|不要|不招|不收|不予|除外|免|拒)|(?:无|没有|非|不得有|不能有|不得患|排除)(?:患有?)?(?:甲肝、?)?乙(?:型)?肝|乙(?:型)?肝(?:五项|两对半|表面抗原|检[测查]|筛查|化验)|查乙(?:型)?肝|两对半|大小三阳|[大小]三阳|(?:无|没有)(?:艾滋|HIV|hiv)|(?:艾滋|HIV)[^,;。\n]{0,4}(?:勿|不要|除外)/g,
    unlessAfter:
      /(?:不得|禁止|严禁|不做|不查|不检?|不进行|无需|不用|不需要?|不必|不要求|取消|免)[^,;。\n]{0,8}$/,
    unlessBefore: /^(?:试剂|试纸|产品|仪|疫苗|盒|诊断|项目研发|医师|携带者可|患者可|歧视)/,
    rewrite: "",
  },
  {
    id: "contagious",
    code: "HEALTH_WORDING",
    find: /(?:无|没有|非|不得有|不得患有?|未患)(?:任何|各类|各种)?(?:急性|慢性)?传染(?:性)?(?:疾)?病(?:史)?/g,
    unlessAfter: /(?:病区|病房|医院)$/,
    lawfulFor: FOOD_AND_CARE,
    rewrite: "身体健康，能胜任岗位",
  },
];
