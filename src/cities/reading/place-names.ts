import type { Division, Name } from "./place-index.ts";

/** Short names that are also common words or streets. Without a province or hint they are ignored. */
const COMMON_WORDS = new Set(
  "中山 东方 黄山 阿里 海南州 白沙 文山 大同 安康 长治 吉安 天门 日照 兴安 金华 海东 玉树 和田 泰安 昌江 三明 红河 海北 海西 黄南 大理 朝阳 宝山 平山 和平 河东 河西 太平 红桥 江北 南岸 长寿 东城 西城".split(
    " ",
  ),
);
/** Text that makes a short name part of another name: 朝阳区, 南京路, 北京东路. */
const NOT_AFTER_SHORT =
  /^(?:[省市县区州盟旗乡村]|镇(?![海江安平原宁])|[东西南北中]{0,2}(?:路|街|大街|大道|巷|胡同)|[一二三四五六七八九十]+[路街]|(?:[^\s民]{1,5}族)+自治)/;
const BREAK = /^[\s\-–—·・,，、/|>＞;；:：()（）[\]【】_]+/;

/** True for a short name that is also a common word or a street. */
export const isCommonWord = ({ name }: Name): boolean => COMMON_WORDS.has(name);

/** Removes spaces and marks at the start. */
export function skipBreaks(text: string): string {
  return text.replace(BREAK, "");
}

/** Returns true at the end or before a break. A short name there cannot be the start of another word. */
export function standsAlone(rest: string): boolean {
  return rest === "" || BREAK.test(rest);
}

/** The names of the list that begin the text, longest first. */
export function namesAtStart(text: string, list: readonly Name[]): Name[] {
  return list.filter(
    (one) => text.startsWith(one.name) && !(one.short && NOT_AFTER_SHORT.test(text.slice(one.name.length))),
  );
}

/** Skips a repeated division: 深圳深圳宝安区, 云南省云南省. */
export function skipRepeats(text: string, names: readonly Name[], division: Division): string {
  const again = namesAtStart(
    skipBreaks(text),
    names.filter((one) => one.division === division),
  )[0];
  return again === undefined ? text : skipBreaks(text).slice(again.name.length);
}

/** The one division that the longest names mean, or null if two share a name. */
export function single(names: readonly Name[]): Name | null {
  const longest = names[0];
  if (longest === undefined) return null;
  const rivals = names.filter((one) => one.name === longest.name && one.division !== longest.division);
  return rivals.length === 0 ? longest : null;
}
