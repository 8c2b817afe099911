import { remembering } from "../../../platform/core/text.ts";
/**
 * The requirements that a cell states, by kind. `marked` has the limits of sex and age, which an officer must
 * see. `rest` has the other words of the source. A kind that the cell omits is null or empty.
 */
export type Limits = {
  education: string | null;
  experience: string | null;
  marked: { code: "SEX_LIMIT" | "AGE_LIMIT"; text: string }[];
  rest: string | null;
};

const LEVEL =
  "(?:小学|初中|高中|高职|中专|中技|中职|技校|职高|大专|专科|高专|大学本科|大学|本科|学士|硕士研究生|硕士|研究生|博士|文盲)";
const MORE = "(?:\\(?(?:含|及|或|以及)?\\)?(?:其?以上|以下|同等)?\\)?)";
const EDUCATION = `(?:(?:最低|全日制|统招)?(?:学历|文化程度|教育程度|文化)?(?:要求)?(?:为|在)?[:：]?)(?:${LEVEL}(?:[/或及和]?${LEVEL})*${MORE}(?:学历|毕业|文化程度|文化|程度|文凭)*${MORE}|学历不限|不限学历|(?<=[:：]|学历|程度)(?:不限|无要求))`;
const COUNT = "(?:\\d{1,2}|[一二两三四五六七八九十])";
const EXPERIENCE = `(?:工作|从业|相关|行业)?(?:经[验历]|年限)?(?:要求)?[:：]?(?:${COUNT}(?:[-~至到]${COUNT})?周?年${MORE}(?:以内)?|半年${MORE}|\\d{1,2}个月${MORE}(?=.*经[验历])|(?<=经[验历]|[:：])(?:不限|无要求)|[无不][需用要限]?(?:有?工作|相关)*经[验历](?:要求)?)(?:的?(?:工作|相关|从业|行业|岗位)*经[验历])?|(?:在校生?|应届)(?:毕业)?生?`;
const UNITS = new RegExp(`^(?:(${EDUCATION})|(${EXPERIENCE}))`);
/** Days a week and months of an internship, before its education. They are a condition, and no experience. */
const ATTENDANCE = /^\d天\/周(?:\d{1,2}个月)?/;
const FRESH = /应届|在校/;

const ANY_SEX = /(?:性别)?[:：]?(?:不限男女|男女(?:均可|都可|都行|不限|皆可|兼收)|性别不限|男\/女|男或女)/g;
const SEX =
  /(?:性别)?[:：]?(?:仅?限|只[招要]|要求|仅招)?(?<![子妇儿])[男女](?:性|士|生|工|青年)?(?![装鞋包科子裤士性生])(?:优先)?/g;
/** Returns true if a number of people is divided by sex (男2女3), or meant for one of them. */
export const namesSex = (text: string): boolean =>
  /[男女]/.test(text) && /[男女]/.test(text.normalize("NFKC").replace(ANY_SEX, ""));

const AGES = "(?:1[4-9]|[2-6]\\d|7[0-5])";
/** Not an age: years, months, days, people, money, sizes. */
const NO_AGE = "(?![\\d.%kK万千年月天人名元小个级斤]|cm|CM)";
const AGE = new RegExp(
  `(?:年龄|年纪)?(?:要求|限制)?(?:在|为)?[:：]?(?:(?<![\\d.])${AGES}(?:周?岁)?[-~至到]${AGES}(?:周?岁)?${NO_AGE}(?:之间|以[下内])?|(?:不(?:得?超过|得?大于|高于))?(?<![\\d.])${AGES}(?:周?岁)?(?:\\(含\\)|含)?(?:及|或)?(?:以下|以内|之内|左右|内|下)|(?:不(?:得?超过|得?大于|高于))?(?<![\\d.])${AGES}周?岁(?!以?上|起|及以上|\\(含\\))|(?<!\\d)(?:19|[2-6]\\d|7[0-5])周?岁(?:\\(含\\))?(?:及|或)?(?:以上|起)|[5-9]0后|(?<=[男女][:：]?)${AGES}${NO_AGE})`,
  "g",
);
const ONE_AGE = new RegExp(`^${AGES}$`);

/** Cuts a text into phrases. Blanks cut only between Chinese characters or digits. */
const phrasesOf = (text: string): string[] =>
  text
    .split(/[,;；、。|\n]+|\/(?!周|月|天|女|男)|(?<=[\p{Script=Han}\d)])\s+(?=[\p{Script=Han}\d(])/u)
    .map((phrase) => phrase.trim())
    .filter(Boolean);

const NO_LIMIT = /^(?:不限|无|无要求|均可)$/;

type Found = { education: string[]; experience: string[]; rest: string[] };

/** Takes a phrase apart into education and experience. Returns false if other words stand in it. */
function takeUnits(phrase: string, found: Found): boolean {
  const units: Found = { education: [], experience: [], rest: [] };
  let left = phrase;
  const attendance = ATTENDANCE.exec(left)?.[0];
  if (attendance) {
    units.rest.push(attendance);
    left = left.slice(attendance.length);
  }
  while (left !== "") {
    const unit = UNITS.exec(left);
    if (!unit || unit[0] === "") return false;
    const [whole, education] = unit;
    if (education) units.education.push(whole);
    else units.experience.push(whole);
    if (FRESH.test(whole)) units.rest.push(whole);
    left = left.slice(whole.length).replace(/^[\s·+&及和且]+/, "");
  }
  for (const kind of ["education", "experience", "rest"] as const) found[kind].push(...units[kind]);
  return true;
}

const joined = (parts: string[], mark = "，") => [...new Set(parts)].join(mark) || null;

/**
 * Reads a cell of requirements that may hold several facts: 1-3年大专 · 男，18-50岁，初中以上，有焊工证. `heading` is the
 * column's name: it says what 不限 or a bare number means.
 */
export const readLimits = (text: string, heading: string): Readonly<Limits> => underHeading(heading)(text);

const underHeading = remembering((heading: string) => remembering((text: string) => limitsIn(text, heading)));

function limitsIn(text: string, heading: string): Limits {
  const plain = text.normalize("NFKC").replace(/[—–―~～]+/g, "-");
  const marked: Limits["marked"] = [];
  const found: Found = { education: [], experience: [], rest: [] };
  const take = (code: Limits["marked"][number]["code"]) => (limit: string) => {
    marked.push({ code, text: limit.replace(/^[\s:]+/, "").trim() });
    return " ";
  };
  for (const phrase of phrasesOf(plain)) {
    if (ONE_AGE.test(phrase) && /年龄|岁/.test(heading)) {
      marked.push({ code: "AGE_LIMIT", text: phrase });
      continue;
    }
    if (NO_LIMIT.test(phrase)) {
      if (/学历|文化|教育/.test(heading)) found.education.push("不限");
      if (/经验|年限|经历/.test(heading)) found.experience.push("不限");
      continue;
    }
    const open = phrase.replace(ANY_SEX, " ").trim();
    const left = open.replace(AGE, take("AGE_LIMIT")).replace(SEX, take("SEX_LIMIT")).trim();
    if (left === "" && open === "") found.rest.push(phrase);
    else if (left !== "" && !takeUnits(left, found)) found.rest.push(left === open ? phrase : left);
  }
  const unread = found.education.length + found.experience.length + marked.length === 0;
  return {
    education: joined(found.education),
    experience: joined(found.experience),
    marked,
    rest: unread && !NO_LIMIT.test(plain.trim()) ? text.trim() || null : joined(found.rest),
  };
}
