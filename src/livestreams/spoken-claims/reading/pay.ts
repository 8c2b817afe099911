/** Finds what a spoken text says of pay, clause by clause. */
import { type Pay, parsePay } from "../../../postings/index.ts";
import { clausesOf, withDigits } from "./spoken.ts";

/** One figure that was said. `trial`: it is the pay of the first months. */
export type SaidPay = Pick<Pay, "minYuan" | "maxYuan" | "period"> & { trial: boolean };

const MONEY =
  /[元块钱薪]|工资|收入|待遇|到手|报酬|[拿挣开给赚发]|月入|保底|日结|试用|转正|(?:每|一)个?(?:月|天|小时|钟头|件|年|班)/;
/** Matches a clause that is nothing but a figure: 八千到一万左右. */
const FIGURE_ALONE =
  /^(?:大概|大约|差不多|也就|至少|最低|最高|最少|最多|能到|能|约|在|有|是)*[\d零〇一二两三四五六七八九十百千万.k-]*[百千万\dk](?:[一二三四五六七八九])?(?:[到至~-][\d零〇一二两三四五六七八九十百千万.k]+)?(?:左右|上下|以上|以内|起|多|吧|呢|啊)*$/;
const TRIAL = /试用|实习|学徒|见习|培训期|试岗/;
/** Pay that depends on one person's orders or on a bonus is no pay of the posting. */
const BONUS = /补贴|津贴|奖金|全勤|红包|提成|年终|加班费|高温费|餐补|房补|车补/;

/**
 * Returns the figures of pay that a plain text says, in its order, each once. A clause without a word of
 * money, and a bonus beside the pay, give none.
 */
export function paysIn(text: string): SaidPay[] {
  const found = clausesOf(text).flatMap((clause): SaidPay[] => {
    if (!MONEY.test(clause) && !FIGURE_ALONE.test(clause)) return [];
    if (BONUS.test(clause) && !/薪|工资|到手|综合|收入/.test(clause)) return [];
    const { minYuan, maxYuan, period } = parsePay(withDigits(clause));
    if (minYuan === null && maxYuan === null) return [];
    return [{ minYuan, maxYuan, period, trial: TRIAL.test(clause) }];
  });
  const known = new Set<string>();
  return found.filter((one) => {
    const key = JSON.stringify(one);
    return known.has(key) ? false : known.add(key);
  });
}
