import { remembering } from "../../platform/core/text.ts";
import { anyNumber, fold } from "./chinese.ts";

/**
 * Required experience in months. `minMonths` is 0 if the text says that none is required (无需经验). `fresh` is
 * true if the text addresses graduates or students.
 */
export type Experience = { minMonths: number | null; maxMonths: number | null; fresh: boolean };

const N = "(半|\\d{1,2}(?:\\.\\d)?|[一二两三四五六七八九十]{1,3})";
const UNIT = "(?:个)?(周?年|个?月)";
const RANGE = new RegExp(`${N}(?:年|个?月)?(?:-|~|—|–|至|到)+${N}${UNIT}(?!级|届|龄|内毕业)`);
const SINGLE = new RegExp(
  `${N}${UNIT}(半)?(?!级|届|薪|休|结|内毕业)(?:及|\\(含\\)|含|或)*(以上|以下|以内|内|起|\\+)?`,
);
const FRESH = /应届|在校|毕业生|实习生|\d{4}届|fresh/;
const NONE =
  /(?:无需|不需|不要求|无须|不限|免|无)(?:工作|相关)*经[验历]|经验(?:要求)?(?:不限|无要求|不要求)|零经验|^不限$|^无$|^无要求$|新手|noexperience/;
/** Matches periods that are no work experience: of contracts, trial, internship; ages; graduation years. */
const OTHER =
  /(?:毕业|合同|签|试用期?|保修|成立)[^,;。]{0,4}?[\d一二两三四五六七八九十半]+(?:个月|年)|\d天\/周\d{1,2}个月|\d{4}年|\d+(?:-\d+)?周?岁/g;

function months(count: string | undefined, unit: string | undefined): number | null {
  if (count === undefined) return null;
  const value = count === "半" ? 0.5 : anyNumber(count);
  if (value === null || value > 60) return null;
  return Math.round(unit?.includes("月") ? value : value * 12);
}

/**
 * Returns the required work experience, or null if the text states none (熟练工优先). Reads 3-4年, 2年 (at least),
 * 1年以下, 3年以上驾龄, 无需经验, 在校生/应届生, 半年以上.
 */
export const parseExperience = remembering((text: string): Readonly<Experience> | null => {
  const folded = fold(text.slice(0, 500)).replace(OTHER, "");
  if (folded === "") return null;
  const fresh = FRESH.test(fold(text.slice(0, 500)));
  const range = RANGE.exec(folded);
  if (range) {
    const low = months(range[1], range[3]);
    const high = months(range[2], range[3]);
    if (low !== null && high !== null) {
      return { minMonths: Math.min(low, high), maxMonths: Math.max(low, high), fresh };
    }
  }
  const single = SINGLE.exec(folded);
  const span = single ? months(single[1], single[2]) : null;
  if (single && span !== null) {
    const whole = single[3] ? span + 6 : span;
    const atMost = /以下|以内|内/.test(single[4] ?? "");
    return { minMonths: atMost ? 0 : whole, maxMonths: atMost ? whole : null, fresh };
  }
  if (fresh || NONE.test(folded)) return { minMonths: 0, maxMonths: null, fresh };
  return null;
});
