import { remembering } from "../../../platform/core/text.ts";
import { fold, sourceOf } from "./fold.ts";
import { RULES } from "./rules/index.ts";
import { type Rule, SEVERITY, type Severity, type WordingCode } from "./rules/rule.ts";
import { isDenied } from "./rules/words.ts";

/** A wording in a text: its rule, and the place and the words as the text has them. */
export type Found = { rule: Rule; start: number; end: number; text: string };

/** Matches the characters of which some rule needs one. Most titles have none, and no rule is tried. */
const SUSPECT = new RegExp(`[${[...new Set(RULES.flatMap(({ needs }) => [...needs]))].join("")}]`);
const NEEDS = new Map(RULES.map((rule) => [rule, new RegExp(`[${rule.needs}]`)]));
const PART_END = /[,;。!?\n]/;
/** Length of the text around a wording in which its guards look, in characters. */
const BEFORE = 24;
const AFTER = 24;

/** Returns the part of the text's sentence before `start`. */
const before = (text: string, start: number): string =>
  /[^;。!?\n]*$/.exec(text.slice(Math.max(0, start - BEFORE), start))?.[0] ?? "";

function isHarmless(rule: Rule, text: string, start: number, end: number): boolean {
  const lead = before(text, start);
  const rest = text.slice(end, end + AFTER);
  if (isDenied(lead, rest) || rule.unlessAfter?.test(lead)) return true;
  if (rule.unlessBefore?.test(rest)) return true;
  if (!rule.unlessBeside) return false;
  const stop = rest.search(PART_END);
  const part = lead.slice(lead.lastIndexOf(",") + 1) + text.slice(start, end);
  return rule.unlessBeside.test(part + (stop < 0 ? rest : rest.slice(0, stop)));
}

const NONE: readonly Found[] = [];
/** Number of places that are found in a text at most. */
const PLACES_MAX = 100;

/** Returns the wording that the rules find in a text, in the order of the rules. A place is found once. */
export const findWording = remembering((given: string): readonly Found[] => {
  const folded = fold(given);
  if (!SUSPECT.test(folded.text)) return NONE;
  const ended = folded.at === null ? folded : fold(given, ",");
  const found: Found[] = [];
  for (const rule of RULES) {
    const read = rule.reading ? ended : folded;
    if (!NEEDS.get(rule)?.test(read.text)) continue;
    for (const hit of read.text.matchAll(rule.find)) {
      const end = hit.index + hit[0].length;
      if (isHarmless(rule, read.text, hit.index, end)) continue;
      const place = sourceOf(given, read, hit.index, end);
      const known = found.some(
        (one) => one.rule.code === rule.code && one.start < place.end && place.start < one.end,
      );
      if (!known) found.push({ rule, ...place, text: given.slice(place.start, place.end) });
      if (found.length === PLACES_MAX) return found;
    }
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
