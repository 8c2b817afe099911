import { remembering } from "../../../platform/core/text.ts";
import { anyNumber, fold } from "../chinese.ts";

/** `count` is null if the text gives no number (若干, 多名). `text` is the source verbatim. */
export type Headcount = { count: number | null; text: string };

const MAX = 9999;
const N = "(\\d{1,4}(?:\\.0+)?|[一二两三四五六七八九十百]{1,5})";
const RANGE = new RegExp(`^${N}[名人位个]?(?:-|~|—|–|至|到)+${N}(?:[名人位个]|$)`);
const PARTS = new RegExp(`[男女]生?[:：]?${N}[名人位个]?|${N}[名人位个](?=[男女])`, "g");
const ONE = new RegExp(`(?:^|[^\\d.\\-])${N}(?:[名人位个]|$|[+左以及起余多]|\\()`);

function plausibleHeadcount(count: number | null): number | null {
  return count !== null && Number.isInteger(count) && count >= 1 && count <= MAX ? count : null;
}

/**
 * Reads a number of people wanted (招聘人数): 5, 10人, 共10名, ５, 十人. 男2名，女3名 is five. 各2名 is two, for each posting
 * of the row.
 * 2-3 is three, because the enterprise wants up to so many, and two starts must not close the posting.
 */
export const parseHeadcount = remembering((text: string): Readonly<Headcount> => {
  const folded = fold(text.slice(0, 100)).replace(
    /^(?:招聘?|约|共计?|总计|合计|各|需求?|拟招|人数|[:：])+/,
    "",
  );
  const range = RANGE.exec(folded);
  if (range) {
    const numbers = [range[1], range[2]].map((part) => anyNumber(part ?? "") ?? 0);
    return { count: plausibleHeadcount(Math.max(...numbers)), text };
  }
  const parts = [...folded.matchAll(PARTS)].map((hit) => anyNumber(hit[1] ?? hit[2] ?? "") ?? 0);
  if (parts.length > 1)
    return { count: plausibleHeadcount(parts.reduce((sum, part) => sum + part, 0)), text };
  const one = ONE.exec(folded);
  return { count: plausibleHeadcount(one ? anyNumber(one[1] ?? "") : null), text };
});
