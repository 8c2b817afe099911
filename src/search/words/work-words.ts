import { parseEducation, parseExperience } from "../../postings/index.ts";
import type { Filter } from "../filter.ts";
import { matchAt, type Read } from "./pieces.ts";

type Condition = { pattern: RegExp; filter: Partial<Filter>; not: Partial<Filter> };

/** Returns a pattern of words for one condition, with verbs before and the words 的工资 behind. */
const words = (source: string) => new RegExp(`(?:只?(?:能|可以|要|想)?(?:上|倒|干|做)?)(?:${source})`, "y");
const NIGHTS = ["night", "two", "three", "rotating"] as const;

/** Shifts. 不上夜班 also drops shifts that alternate, because they include nights. */
const SHIFTS: Condition[] = [
  {
    pattern: words("四班三(?:倒|运转)?|(?:三|3)班三?(?:倒|制|运转)?|三倒(?!装)"),
    filter: { shift: ["three"] },
    not: { notShift: ["three"] },
  },
  {
    pattern: words("四班两(?:倒|运转)|(?:两|二|2)班(?:倒|制|运转)|两倒|白夜班|黑白班|12小时倒班"),
    filter: { shift: ["two"] },
    not: { notShift: ["two"] },
  },
  {
    pattern: words("倒(?:大|小)?班|轮班|翻班"),
    filter: { shift: ["rotating", "two", "three"] },
    not: { notShift: ["rotating", "two", "three"] },
  },
  {
    pattern: words("长白班|常白班|白天班|白班|正常班|行政班|白天(?:上班|干活|干)?(?:的活)?"),
    filter: { shift: ["day"] },
    not: { notShift: ["day"] },
  },
  {
    pattern: words(
      "(?:大|小|后|前)?夜班(?!补|津|费|餐)|晚班|(?:夜里|晚上)(?:上班|干活|干)?(?:的活)?|夜工|[大小]夜|黑天(?:上班|干活|干)?|通宵(?:班|夜)?|熬(?:大)?夜|值夜班?|守夜",
    ),
    filter: { shift: ["night"] },
    not: { notShift: [...NIGHTS] },
  },
];

const PAID = "(?:的?(?:工资|薪资|薪水))?";
/** When wages are paid out, and what they are counted by. */
const PAYMENT: Condition[] = [
  {
    pattern: new RegExp(
      `(?:(?:现金)?日结(?:工(?!资))?|天结|当[天日](?:干完)?(?:当[天日])?结(?:账|算|清|钱)?|现结|日清|[做干]完(?:活|就|马上)*(?:结(?:账|钱)?|给钱|拿钱|发钱)|当[天日场](?:给|拿|发)钱|天天结|一[天日]一[结发开]|每[天日]结(?:账|算)?|按[天日]结(?:算|账)?|[做干]一天结一天|按天发(?:钱|工资))${PAID}`,
      "y",
    ),
    filter: { payday: ["day"] },
    not: { notPayday: ["day"] },
  },
  {
    pattern: new RegExp(
      `(?:周结|每周(?:一)?结|按周(?:结(?:算|账)?|发)|[一每]周一(?:结|发)|周薪)${PAID}`,
      "y",
    ),
    filter: { payday: ["week"] },
    not: { notPayday: ["week"] },
  },
  {
    pattern: new RegExp(`(?:月结(?!构)|按月(?:结(?:算|账)?|发))${PAID}`, "y"),
    filter: { payday: ["month"] },
    not: { notPayday: ["month"] },
  },
  {
    pattern: /(?:按[天日](?:算|付|计|给)?(?:钱|工资|薪)?|论天|日薪|日工资|计日工?)(?:的?工)?/y,
    filter: { payPeriod: ["day"] },
    not: { notPayPeriod: ["day"] },
  },
  {
    pattern:
      /(?:(?<![\d一二两三四五六七八九十半])小时工(?!作)|时薪|按(?:小时|钟点|点)(?:算|付|结|计|发|给)?(?:钱|薪|工资|费|账)*|计时工?|钟点(?!工))/y,
    filter: { payPeriod: ["hour"] },
    not: { notPayPeriod: ["hour"] },
  },
  {
    pattern: /(?:计件(?:工资|制|工)?|按件(?:算|计|付)?(?:钱)?|论件)/y,
    filter: { payPeriod: ["piece"] },
    not: { notPayPeriod: ["piece"] },
  },
];
const CONDITIONS = [...SHIFTS, ...PAYMENT];

const NO_EXPERIENCE =
  /(?:(?:无需|无须|不要求|不需要?|不用|不要|不看|不限|没有?|无|零|免|0)(?:任何|工作|相关|要求)*(?:经[验历]|技术|手艺|基础)|经[验历](?:要求)?(?:不限|无要求|不要求|不要)|新手|小白|没干过|啥也不会|什么都?不会)(?:要求)?(?:也?能(?:干|做))?/y;
const NO_EDUCATION =
  /(?:(?:无需|无须|不要求|不需要?|不用|不要|不看|不限|没有?|无|免)(?:任何|要求)*(?:学历|文凭|文化|毕业证)|(?:学历|文化程度?)(?:要求)?(?:不限|无要求|不要求|不要|不高|低))(?:要求)?(?:也?能(?:干|做))?/y;
const OWN_EXPERIENCE =
  /有?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:以上)?(?:的?(?:工作|相关|本岗))?经验/y;
const OWN_EDUCATION =
  /(?:小学|初中|高中|中专|中技|技校|职高|大专|专科|本科|大学|硕士|研究生|博士)(?:学历|毕业|文化)(?:能[干做])?/y;
const EXPERIENCE_MAX_YEARS = 60;

function readOwn(text: string, at: number): Read<Partial<Filter>> | null {
  const years = matchAt(OWN_EXPERIENCE, text, at);
  const months = years ? parseExperience(years.replace("以上", ""))?.minMonths : null;
  if (typeof months === "number" && months <= EXPERIENCE_MAX_YEARS * 12)
    return { end: at + years.length, value: { experienceYears: Math.floor(months / 12) } };
  const school = matchAt(OWN_EDUCATION, text, at);
  const level = school ? parseEducation(school) : null;
  return level === null ? null : { end: at + school.length, value: { education: level } };
}

/** Reads a shift or a way of payment. `not` is the filter if a negation stands before the words. */
export function readCondition(text: string, at: number): Read<Omit<Condition, "pattern">> | null {
  for (const { pattern, filter, not } of CONDITIONS) {
    const found = matchAt(pattern, text, at);
    if (found) return { end: at + found.length, value: { filter, not } };
  }
  return null;
}

/** Reads the seeker's experience and education: 不要经验, 学历不限, 有三年经验, 初中毕业. */
export function readAbility(text: string, at: number): Read<Partial<Filter>> | null {
  const experience = matchAt(NO_EXPERIENCE, text, at);
  if (experience) return { end: at + experience.length, value: { experienceYears: 0 } };
  const education = matchAt(NO_EDUCATION, text, at);
  if (education) return { end: at + education.length, value: { education: 0 } };
  return readOwn(text, at);
}

const NUMBER = "(?:\\d{2}|[一二三四五六七八九十]{1,3})";
const PROTECTED = new RegExp(
  `${NUMBER}(?:[-~到至]${NUMBER})?(?:多|来)?周?岁(?:以[上下内]|左右|上下|出头)*(?:的?(?:人|男的|女的))?|年龄(?:不限|要求|限制|大)|不限年龄|` +
    "(?:上|大)(?:岁数|年纪)|(?:岁数|年纪)大|大龄|男女(?:不限|都行|均可|都要)|不限男女|限[男女]|(?:女工|男工)(?!程|艺)|[男女](?:士|的|性|生(?!宿))|宝妈|小姑娘|小伙子?",
  "y",
);

/** Reads age and sex, which are no filters: every posting is open to all. Returns the end of the words. */
export function readProtected(text: string, at: number): number | null {
  const found = matchAt(PROTECTED, text, at);
  return found ? at + found.length : null;
}
