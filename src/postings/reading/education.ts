import { remembering } from "../../platform/core/text.ts";
import { fold } from "./chinese.ts";

/**
 * Patterns of education levels in the order of matching: a matched part of the text is not matched again. The
 * names are those of GB/T 4658 and of job boards.
 */
const LEVELS: readonly (readonly [number, RegExp])[] = [
  [7, /博士(?:研究生|后)?|doctora(?:l|te)|ph\.?d/g],
  [6, /硕士(?:研究生)?|研究生|mba|master'?s?(?:degree)?|postgraduate(?:degree)?/g],
  [4, /大学专科|大专|高职高专|高职|高等职业|专科(?!医院|门诊)|高级技工|技师学院|associate(?:degree)?/g],
  [3, /高中|中专|中技|中职|职高|职业高中|中等职业|技校|技工学校|技工|highschool/g],
  [5, /大学本科|本科|学士|大学(?!生)|bachelor'?s?(?:degree)?/g],
  [2, /初中|中学/g],
  [1, /小学/g],
];
const NO_FLOOR =
  /学历(?:要求)?(?:不限|无要求|不作要求)|文化(?:程度)?不限|不限学历|无学历要求|^(?:不限|无|无要求|不要求|均可|norequirements?)$/;
/**
 * Matches text that is removed before reading: the 大 of 大中专, levels that are only preferred (优先), levels of
 * professional titles (中级职称).
 */
const NOT_A_FLOOR = /(?:初级|中级|高级)职称|[^,;。、()]*优先|大(?=中专)/g;

/**
 * Returns the lowest education that a text requires, or null if the text names none. Levels: 不限 0, 小学 1, 初中
 * 2, 高中/中专/职高/技校 3, 大专/高职 4, 本科 5, 硕士 6, 博士 7 (order of GB/T 4658-2006).
 * 高中、中专及以上 is 3, the lowest named level. 初中及以下 sets no minimum, so it is 0.
 */
export const parseEducation = remembering((text: string): number | null => {
  const folded = fold(text).replace(/[，]/g, ",");
  if (folded === "") return null;
  if (NO_FLOOR.test(folded)) return 0;
  let rest = folded.replace(NOT_A_FLOOR, "");
  let lowest: number | null = null;
  for (const [level, pattern] of LEVELS) {
    rest = rest.replace(pattern, () => {
      lowest = lowest === null ? level : Math.min(lowest, level);
      return "#";
    });
  }
  if (lowest === null) return null;
  return /#(?:学历|毕业|程度|文化)*[(]?(?:及|或|含)?[)]?以下/.test(rest) ? 0 : lowest;
});
