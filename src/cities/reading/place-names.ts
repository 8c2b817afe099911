import type { Division, Name } from "./place-index.ts";

/**
 * Short names that are also common words or streets. They count only with more evidence than other short
 * names, such as a province before them.
 */
const COMMON_WORDS = new Set(
  "中山 东方 黄山 阿里 海南州 白沙 文山 大同 安康 长治 吉安 天门 日照 兴安 金华 海东 玉树 和田 泰安 昌江 三明 红河 海北 海西 黄南 大理 朝阳 宝山 平山 和平 河东 河西 太平 红桥 江北 南岸 长寿 东城 西城".split(
    " ",
  ),
);
/** Matches text after a short name that makes the name a part of another one: 朝阳区, 南京路, 北京东路. */
const NOT_AFTER_SHORT =
  /^(?:[省市县区州盟旗乡村]|镇(?![海江安平原宁])|[东西南北中]{0,2}(?:路|街|大街|大道|巷|胡同)|[一二三四五六七八九十]+[路街]|(?:[^\s民]{1,5}族)+自治)/;
const BREAK = /^[\s\-–—·・,，、/|>＞;；:：()（）[\]【】_]+/;

/** Returns true if the name is also a common word or a street. */
export const isCommonWord = ({ name }: Name): boolean => COMMON_WORDS.has(name);

/** Removes spaces and punctuation at the start. */
export function skipBreaks(text: string): string {
  return text.replace(BREAK, "");
}

/**
 * Returns true if the rest is empty or starts with a space or punctuation. Then the name before it is a whole
 * word.
 */
export function standsAlone(rest: string): boolean {
  return rest === "" || BREAK.test(rest);
}

/**
 * Returns the names in the list with which the text starts, in the list's order. Skips short names that are
 * part of another name.
 */
export function namesAtStart(text: string, list: readonly Name[]): Name[] {
  return list.filter(
    (one) => text.startsWith(one.name) && !(one.short && NOT_AFTER_SHORT.test(text.slice(one.name.length))),
  );
}

/** Removes a repeated name of the division from the start of the text: 深圳深圳宝安区, 云南省云南省. */
export function skipRepeats(text: string, names: readonly Name[], division: Division): string {
  const again = namesAtStart(
    skipBreaks(text),
    names.filter((one) => one.division === division),
  )[0];
  return again === undefined ? text : skipBreaks(text).slice(again.name.length);
}

/**
 * Returns the longest of the names, or null if another division has the same name. The names must be sorted,
 * longest first.
 */
export function single(names: readonly Name[]): Name | null {
  const longest = names[0];
  if (longest === undefined) return null;
  const rivals = names.filter((one) => one.name === longest.name && one.division !== longest.division);
  return rivals.length === 0 ? longest : null;
}
