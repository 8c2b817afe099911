import { remembering } from "../../../platform/core/text.ts";
import { fold, sourceOf } from "./fold.ts";
import { RULES } from "./rules/index.ts";
import { DENIED, type Rule, SEVERITY, type Severity, type WordingCode } from "./rules/rule.ts";

/** A wording in a text: its rule, and the place and the words as the text has them. */
export type Found = { rule: Rule; start: number; end: number; text: string };

/** Matches the characters of which each rule needs one. Most titles have none, and no rule is tried. */
const SUSPECT =
  /[男女婚育孕娠孩胎族教民疆藏肝阳对艾H染金费钱款押元证户贷转分单誉评流赞佣垫头线卡号宝跑冻薪录编推进名指岁童成地市县省区村镇乡籍勿不免满除谢拒龄后轻象质官貌颜高重属肖星型纹撇相残罪违科底释历制统险社偿义试干赚万躺]|985|211|996/;
/** Matches what any rule may find. */
const ANY = new RegExp(RULES.map(({ find }) => find.source).join("|"));
const PART_END = /[,;。!?\n]/;
/** Length of the text around a wording in which its guards look, in characters. */
const BEFORE = 24;
const AFTER = 24;

/** Returns the part of the text's sentence before `start`. */
const before = (text: string, start: number): string =>
  /[^;。!?\n]*$/.exec(text.slice(Math.max(0, start - BEFORE), start))?.[0] ?? "";

function isHarmless(rule: Rule, text: string, start: number, end: number): boolean {
  const lead = before(text, start);
  if ((rule.unlessAfter ?? DENIED).test(lead)) return true;
  const rest = text.slice(end, end + AFTER);
  if (rule.unlessBefore?.test(rest)) return true;
  if (!rule.unlessBeside) return false;
  const stop = rest.search(PART_END);
  const part = lead.slice(lead.lastIndexOf(",") + 1) + text.slice(start, end);
  return rule.unlessBeside.test(part + (stop < 0 ? rest : rest.slice(0, stop)));
}

const NONE: readonly Found[] = [];

/** Returns the wording that the rules find in a text, in the order of the rules. A place is found once. */
export const findWording = remembering((given: string): readonly Found[] => {
  const folded = fold(given);
  const { text } = folded;
  if (!SUSPECT.test(text) || !ANY.test(text)) return NONE;
  const found: Found[] = [];
  for (const rule of RULES)
    for (const hit of text.matchAll(rule.find)) {
      const end = hit.index + hit[0].length;
      if (isHarmless(rule, text, hit.index, end)) continue;
      const place = sourceOf(given, folded, hit.index, end);
      const known = found.some(
        (one) => one.rule.code === rule.code && one.start < place.end && place.start < one.end,
      );
      if (!known) found.push({ rule, ...place, text: given.slice(place.start, place.end) });
    }
  return found;
});

/** Returns the code of a wording's flag for a posting of an occupation. */
export const codeFor = (rule: Rule, occupation: string | null): WordingCode =>
  occupation !== null && rule.lawfulFor?.includes(occupation) ? "LAWFUL_WORDING" : rule.code;

const severities: Readonly<Record<string, Severity | undefined>> = SEVERITY;

/** Returns the severity of a flag, or null for a flag that is about no wording. */
export const severityOf = (code: string): Severity | null => severities[code] ?? null;

/** Returns true if a law forbids words of a posting. The usual approval does not publish it. */
export const isBlocked = ({ flags }: { flags: readonly { code: string }[] }): boolean =>
  flags.some(({ code }) => severityOf(code) === "BLOCK");

export type { Severity, WordingCode };
