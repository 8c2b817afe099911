/** Brings spoken Chinese into the words and figures that the readers of postings know. */

const DIGITS = "一二两三四五六七八九";
const SMALL = `[${DIGITS}]?十[${DIGITS}]?|[${DIGITS}]`;
/** A small numeral stands alone: no other part of a number stands before it. */
const ALONE = "(?<![零〇一二两三四五六七八九十百千万\\d.])";

const digitOf = (char: string): number => (char === "两" ? 2 : "零一二三四五六七八九".indexOf(char));

/** Returns the value of a numeral below one hundred, such as 二十五 or 八. */
function small(numeral: string): number {
  const [tens = "", ones = ""] = numeral.includes("十") ? numeral.split("十") : ["", numeral];
  const ten = numeral.includes("十") ? (tens === "" ? 1 : digitOf(tens)) : 0;
  return ten * 10 + (ones === "" ? 0 : digitOf(ones));
}

const WITH_YUAN = new RegExp(`${ALONE}(${SMALL})(?:块钱?|元)([一二三四五六七八九])?(?![百千万])`, "g");
const PER_UNIT = new RegExp(
  `(时薪|(?:每|一)个?小时|(?:每|一)个?钟头|每件|一件|单价)((?:能|是|给|有|到|大概|差不多)*)(${SMALL})(?![百千万十零〇块元毛个天月点次年${DIGITS}])`,
  "g",
);
const BEFORE_RANGE = new RegExp(`${ALONE}(${SMALL})(?=[到至-]\\d)`, "g");

/** Numbers of people, places and distances, which are no money: 三千人的大厂, 两千多名职工. */
const COUNTED =
  /[\d零〇一二两三四五六七八九十百千万.]+(?:多|余|来|几)?个?(?=人(?!民币)|名|位|家|户|平|亩|公里|里地|里路|米|公斤|斤|岁|员工|工人|职工|岗位|工位|床位|平方|强)/g;

/** Vague figures, which are none: 几千, 上万, 好几百. */
const VAGUE = /[几数上][百千万]+/g;
/** A piece as speech counts it: 一件 is 每件. */
const PIECE = /一(?=[件单吨趟])/g;

/** Writes small spoken figures with digits (两块五 as 2.5元), and removes numbers that are no money. */
export const withDigits = (text: string): string =>
  text
    .replace(COUNTED, " ")
    .replace(VAGUE, " ")
    .replace(PIECE, "每")
    .replace(WITH_YUAN, (_hit, whole: string, tenths?: string) =>
      tenths ? `${small(whole)}.${digitOf(tenths)}元` : `${small(whole)}元`,
    )
    .replace(PER_UNIT, (_hit, unit: string, between: string, numeral: string) => {
      return `${unit}${between}${small(numeral)}元`;
    })
    .replace(BEFORE_RANGE, (numeral) => String(small(numeral)));

/** Spoken words, each with the word of the same meaning that the readers know. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/没(?!有)/g, "没有"],
  [/没有(?=五险|[5六6]险|社保|保险)/g, "无"],
  [/(?:一|每)(?:周|个?星期)[休歇]息?(?:两|二|2)天|周末都?[休歇]息?|周六周日都?[休歇]息?/g, "双休"],
  [/(?:一|每)(?:周|个?星期)[休歇]息?(?:一|1)天/g, "单休"],
  [/(?:一|每)个?月(?:能|可以)?[休歇]息?(?=[\d一二两三四五六七八九十]{1,2}天)/g, "月休"],
  [/(?:住宿|住|宿舍)(?:都|全)?(?:不要钱|不花钱|不收钱|免费)/g, "包住"],
  [/(?:吃饭|饭|三餐|吃)(?:都|全)?(?:不要钱|不花钱|不收钱|免费)/g, "包吃"],
  [/现结|干一天结一天|当天(?:给钱|结账|发钱)/g, "日结"],
];

/** Returns the text in plain characters and in the words that `readFacts` knows. */
export function plainSpeech(text: string): string {
  let out = text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  for (const [pattern, word] of SPOKEN) out = out.replace(pattern, word);
  return out;
}

/** Splits a text into clauses. A comma inside a number separates none. */
export const clausesOf = (text: string): string[] =>
  text.split(/[;。!?…|]+|,(?!\d{3}(?!\d))|(?<!\d),|(?<!\d)、|、(?!\d)/).filter((clause) => clause !== "");

const NO_NIGHTS = /(?:没有|不用|不会|不必|不|无需|无|免)(?:上|倒|值|有)?(?:夜班|晚班|大夜)/;

/** Returns true if the text says that nobody works at night. */
export const saysNoNights = (text: string): boolean => NO_NIGHTS.test(text);
