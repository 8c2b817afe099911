import type { Flag, PostingValues } from "../../../db/schema/index.ts";
import { findPhones, type Pay } from "../reading/index.ts";
import { wordingFlags } from "../reading/wording/flags.ts";

/** The columns that flags depend on. */
type Flagged = Pick<
  PostingValues,
  "title" | "occupation" | "duties" | "requirements" | "placeText" | "headcount" | "headcountText" | "payText"
>;

/** The columns whose texts may hold phones and broken characters. */
const TEXTS = ["title", "duties", "requirements", "placeText", "payText"] as const;

/**
 * Returns remarks for an officer, such as a phone in the text or an unreadable pay. They never prevent
 * publication by themselves. `benefitsText` is source text without a column.
 */
export function findFlags(
  row: Flagged,
  { benefitsText, pay }: { benefitsText: string | null; pay: Pay | null },
): Flag[] {
  const flags: Flag[] = [];
  for (const field of TEXTS) {
    const phone = row[field] ? findPhones(row[field])[0] : undefined;
    if (phone) flags.push({ code: "PHONE_IN_TEXT", field, text: phone.value });
  }
  for (const field of TEXTS) if (row[field]?.includes("\ufffd")) flags.push({ code: "TEXT_DAMAGED", field });
  flags.push(...wordingFlags(row, benefitsText));
  if (row.headcountText && row.headcount === null) flags.push({ code: "HEADCOUNT_OPEN", field: "headcount" });
  flags.push(...payFlags(pay));
  return flags;
}

/** A pay whose upper bound is more than this many times the lower one tells a reader little. */
const PAY_RATIO_MAX = 3;

/**
 * Returns the reason why a pay has no figures, that its source also states another currency, or that its
 * bounds are far apart.
 */
function payFlags(pay: Pay | null): Flag[] {
  if (pay?.foreignCurrency) return [{ code: "PAY_FOREIGN", field: "payText", text: pay.foreignCurrency }];
  if (pay?.minYuan && pay.maxYuan && pay.maxYuan > PAY_RATIO_MAX * pay.minYuan)
    return [{ code: "PAY_WIDE", field: "payText" }];
  if (!pay || pay.minYuan !== null || pay.maxYuan !== null) return [];
  return [{ code: pay.negotiable ? "PAY_NEGOTIABLE" : "PAY_UNREAD", field: "payText" }];
}
