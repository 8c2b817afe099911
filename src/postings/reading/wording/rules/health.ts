import { either, type Rule } from "./rule.ts";
import { AT_WORK, REFUSED, REFUSES } from "./words.ts";

/** Occupations whose health certificate excludes contagious diseases: food, children, care. */
const FOOD_AND_CARE = [
  "cook",
  "western-cook",
  "pastry-cook-chinese",
  "kitchen-helper",
  "waiter",
  "barista",
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

const CARRIER =
  "(?:[甲丙]肝、?)?(?:乙型?肝炎?|肝炎|乙肝病毒|[大小]+三阳|澳抗|HBV|HBsAg|HBSAG|hbv|表面?抗原?|艾滋病?|HIV|hiv|梅毒|幽门螺杆菌)(?:病毒)?(?:表面?抗原?)?(?:携带|感染|患|病人|病史?|阳性)*";
const TESTS = "五项|两对半|表面抗原|检[测查]|筛查|化验|抗体|三系|半检";
const LAB =
  /(?:医院|检验科|实验室|门诊|血站|疾控|试剂|疫苗|防治|科普|宣传|诊疗|血液|护理|病房|患者|病区)[^;。\n]{0,10}$/;
const NOT_ASKED =
  /(?:不得|禁止|严禁|不做|不查|不检?|不进行|无需|不用|不需要?|不必|不要求|不因|不以|取消|免|不拒绝|不歧视|不将|拒绝歧视)[^,;。\n]{0,10}$/;

/** Wording about carriers of a virus, who may work nearly everywhere. */
export const HEALTH_RULES: readonly Rule[] = [
  {
    id: "carrier",
    code: "HEALTH_WORDING",
    needs: "肝阳抗艾HBVIhbv梅菌",
    find: either`
      ${CARRIER}(?:者|的|等)?(?:${REFUSED}|一律|不予|免|拒|也不|阴性|正常)
      ${REFUSES}(?:有)?${CARRIER}
      (?:无|没有|非|未患|不得有|不能有|不得患有?|不得携带|不能携带|不带|不可有|排除|没得过|不是|并非)(?:患有?|任何|携带)?(?:甲肝、?)?${CARRIER}
    `,
    unlessAfter: new RegExp(`${LAB.source}|${NOT_ASKED.source}|${AT_WORK.source}`),
    unlessBefore: /^(?:试剂|疫苗|者可|患者可|歧视|产品|者?均可|者?也可|即可享)/,
    rewrite: "",
  },
  {
    id: "carrier-test",
    code: "HEALTH_WORDING",
    needs: "肝半抗HBVhb阳艾",
    find: either`
      乙(?:型)?肝炎?(?:病毒)?(?:${TESTS})
      查(?:出|验)?(?:乙(?:型)?肝|肝炎|HIV|艾滋|[大小]三阳)
      两对半
      [大小]三阳
      (?:做|检测|体检|验|出具|提供|要求|项目|含|化验)[^,;。\n不免无]{0,8}(?:乙(?:型)?肝|HIV|艾滋|HBV|hbv|表面?抗原?|[大小]三阳)
    `,
    unlessAfter: new RegExp(`${LAB.source}|${NOT_ASKED.source}|${AT_WORK.source}`),
    unlessBefore:
      /^(?:[^,;。\n]{0,4}(?:试剂|盒)|[卡板条笔]|车间|试剂|试纸|产品|仪|疫苗|盒|诊断|项目研发|医师|携带者可|患者可|歧视|患者|者可|临床|门诊|检验师|实验)/,
    rewrite: "",
  },
  {
    id: "contagious",
    code: "HEALTH_WORDING",
    needs: "染",
    find: either`
      (?:无|没有|非|不得有|不得患有?|未患|没得过|不能有|不可有)[^,;。\n院区科房]{0,14}传染(?:性)?(?:疾)?病?(?:史)?
      (?:有|患)?传染病(?:史)?(?:的|者)*(?:勿|慎|不要|不招|不收|免谈|除外|绕行|别来)
    `,
    unlessAfter: /(?:病区|病房|医院)$/,
    lawfulFor: FOOD_AND_CARE,
    rewrite: "身体健康，能胜任岗位",
  },
];
