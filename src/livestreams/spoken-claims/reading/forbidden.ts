/** Finds words that nobody may say on air: fees that a worker pays for the job, and discrimination. */
import { findWording, type WordingCode } from "../../../postings/index.ts";

export type Forbidden = { verdict: "fee" | "discrimination"; text: string };

const FEE =
  "押金|保证金|服装费|工装费|工服费|置装费|中介费|介绍费|报名费|建档费|资料费|入职费|办卡费|培训费|体检费|风险金|违约金|工牌费|床位费|管理费";
/** Words before a fee that deny it: 不收押金, 一分钱押金都不要. */
const DENIED =
  /(?:不|无|免|没有|零|别|不用|不需要?|不会|不要|无需|一分钱?不?|0)(?:再|另|先|额外)?(?:收取?|交|缴纳?|付|掏|扣|要)?(?:任何|什么|一分钱?)?(?:的)?$/;
const DENIED_AFTER =
  /^(?:和[^,;。]{1,6})?(?:都|全|我们|厂里|公司|企业|统统|全部)*(?:不收|不交|不要|不用交|没有|免|不扣|不用掏|(?:由)?(?:公司|企业|厂里|单位)(?:出|承担|报销|付|掏)|(?:给)?报销)/;
const FEES = new RegExp(FEE, "g");
/** A sum to pay before work, without the name of a fee: 先交五百块钱. */
const PAY_FIRST =
  /(?<!不|不用|不要|不需要|无需|没有|厂里|公司|企业|单位)(?:先|要|得|需要?|须|必须|提前)(?:交|缴|付|掏|垫|转)(?:\d+|[一二两三四五六七八九十百千万]+)(?:块|元|钱|$)/;
const KEEPS_PAPERS =
  /(?<!不|不会|不用|不得|不许|扣|收)(?:扣|扣押|押|压|收走|扣留|抵押)(?:一下|着)?(?:你的?|您的?|本人|大家的?)?(?:身份证|证件|毕业证|资格证|焊工证)/;
/** 扣工资 by itself is a rule of work, but held back pay is a deposit. */
const HOLDS_PAY = /(?:押|压)(?:一个月|半个月|\d+天|[一二三四五六七八九十]+天|首月)(?:的)?(?:工资|薪)/;

/** Kinds of wording of a posting that are discrimination when somebody says them. */
const DISCRIMINATION: ReadonlySet<WordingCode> = new Set([
  "SEX_WORDING",
  "BIRTH_WORDING",
  "ETHNIC_WORDING",
  "HEALTH_WORDING",
  "RESIDENCE_WORDING",
]);

const BARRED: readonly RegExp[] = [
  /[男女](?:的|性|士|生|同志|工)?(?:都)?优先/,
  /(?<!不)(?:只|光|就|仅)[要招收][男女](?:的|性|士|生|同志|工)?/,
  /不[要招收](?:[男女](?:的|性|士|生|同志|工)?|外地人?|外省人?|残疾人?|乙肝|少数民族|回民|维族|怀孕的?|没结婚的?|已婚的?|未婚的?|本地人?)/,
  /(?:[男女](?:的|性|士|生)?|外地[人的]?|外省[人的]?|残疾人?|乙肝|少数民族|孕妇|怀孕的?)(?:一律|都|统统|我们)?(?:不要|不招|不收|不考虑|免谈)/,
  /(?:只|仅|就)[要招收](?:本地|外地|本市|本县|当地|汉族|已婚|未婚)(?:人|的|户口|户籍)?/,
  /(?:三|两|几)年(?:内|之内|里)?(?:不能|不许|不准|不得)(?:怀孕|结婚|生孩子)/,
  /(?:要)?(?:已婚已育|未婚未育)(?:的)?/,
];

function feesIn(text: string): string[] {
  const named = [...text.matchAll(FEES)].flatMap((hit) => {
    const before = text.slice(Math.max(0, hit.index - 10), hit.index);
    const clause = before.slice(before.search(/[^,;。!?]*$/));
    const after = text.slice(hit.index + hit[0].length);
    return DENIED.test(clause) || DENIED_AFTER.test(after) || DENIED_AFTER.test(afterList(after))
      ? []
      : [hit[0]];
  });
  const others = [PAY_FIRST, KEEPS_PAPERS, HOLDS_PAY].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  return [...named, ...others];
}

/** Returns the text after a list of fees: in 押金服装费都不收 each of them is denied. */
const afterList = (after: string): string =>
  after.replace(new RegExp(`^(?:(?:[、,和跟或]|还有)?(?:${FEE}))+`), "");

/** Returns the forbidden words of a plain text, each once: fees first. */
export function forbiddenIn(text: string): Forbidden[] {
  const fees = feesIn(text);
  const lint = findWording(text).filter(({ rule }) => DISCRIMINATION.has(rule.code));
  const spoken = BARRED.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  // The lint's words may be part of the spoken ones: 女的优先, 女优先.
  const barred = [
    ...spoken,
    ...lint.map((one) => one.text).filter((one) => !spoken.some((s) => s.includes(one))),
  ];
  const unique = (texts: string[], verdict: Forbidden["verdict"]) =>
    [...new Set(texts)].map((one) => ({ verdict, text: one }));
  return [...unique(fees, "fee"), ...unique(barred, "discrimination")];
}

/** Removes clauses about fees, so that a sum to pay is not read as pay. */
export const withoutFees = (text: string): string =>
  text
    .split(/(?<=[,;。!?])/)
    .filter((clause) => feesIn(clause).length === 0)
    .join("");
