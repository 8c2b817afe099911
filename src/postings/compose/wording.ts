import type { Flag } from "../../../db/schema/index.ts";
import { remembering } from "../../platform/core/text.ts";

/** Patterns of possibly unlawful wording, by flag code. An officer decides. */
const WORDING: readonly (readonly [string, RegExp])[] = [
  [
    "SEX_WORDING",
    /(?<!不)限[男女]|[(（][男女](?:性|士|生)?[)）]|只[招要][男女]|[男女](性|士|生)?优先|未婚|已婚已育|已育优先/,
  ],
  ["FEES_WORDING", /(?<![无不免零没收]|不收取?)(押金|保证金|服装费|工装费|中介费|报名费)|扣押?(身份证|证件)/],
  [
    "RESIDENCE_WORDING",
    /(限|只招|仅招)(本地|本市|本县|本省|当地)(户口|户籍|人)?|(本地|本市|当地)户[口籍]优先/,
  ],
];

/** Matches every text that a pattern may match. Most titles fail this test, which is much faster. */
const SUSPECT = /[男女婚育金费证本当]/;

const COLUMNS = ["title", "requirements", "duties", "payText"] as const;

/** Returns the possibly unlawful wording in a text: the flag's code, and the words. */
export const wordingIn = remembering((value: string) =>
  SUSPECT.test(value)
    ? WORDING.flatMap(([code, pattern]) => {
        const text = pattern.exec(value)?.[0];
        return text ? [{ code, text }] : [];
      })
    : [],
);

type Wording = { code: string; field: string; text: string };
const NONE: Wording[] = [];

function findWording(field: string, value: string | null): readonly Wording[] {
  const found = value ? wordingIn(value) : NONE;
  return found.length === 0 ? NONE : found.map(({ code, text }) => ({ code, field, text }));
}

/**
 * Returns flags for possibly unlawful wording in a posting's texts. `besides` is source text without a
 * column, which may repeat words of a column. Words that no column has are flagged in the field
 * `requirements`.
 */
export function wordingFlags(
  row: Record<(typeof COLUMNS)[number], string | null>,
  besides: string | null,
): Flag[] {
  const flags: Wording[] = [];
  for (const field of COLUMNS) flags.push(...findWording(field, row[field]));
  const beside = findWording("requirements", besides);
  if (beside.length === 0) return flags;
  const known = new Set(flags.map(({ code, text }) => `${code} ${text}`));
  const more = beside.filter(({ code, text }) => !known.has(`${code} ${text}`));
  return [...flags, ...more];
}
