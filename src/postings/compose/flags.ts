import type { Flag, PostingValues } from "../../../db/schema/index.ts";
import { findPhones, type Pay } from "../reading/index.ts";
import { wordingFlags } from "./wording.ts";

/** The columns that flags depend on. */
type Flagged = Pick<
  PostingValues,
  "title" | "duties" | "requirements" | "placeText" | "headcount" | "headcountText" | "payText"
>;

/**
 * Returns remarks for an officer, such as a phone in the text or an unreadable pay. They never prevent
 * publication by themselves. `benefitsText` is source text without a column.
 */
export function findFlags(
  row: Flagged,
  { benefitsText, pay }: { benefitsText: string | null; pay: Pay | null },
): Flag[] {
  const free = (["title", "duties", "requirements", "placeText", "payText"] as const).flatMap((field) => {
    const text = row[field];
    if (!text) return [];
    const phone = findPhones(text)[0];
    return phone ? [{ code: "PHONE_IN_TEXT", field, text: phone.value }] : [];
  });
  const damaged = (["title", "duties", "requirements", "placeText", "payText"] as const)
    .filter((field) => row[field]?.includes("\ufffd"))
    .map((field) => ({ code: "TEXT_DAMAGED", field }));
  const flags: Flag[] = [...free, ...damaged, ...wordingFlags({ ...row, besides: benefitsText })];
  if (row.headcountText && row.headcount === null) flags.push({ code: "HEADCOUNT_OPEN", field: "headcount" });
  return [...flags, ...payFlags(pay)];
}

/** Returns the reason why a pay has no figures, or that its source also states another currency. */
function payFlags(pay: Pay | null): Flag[] {
  if (pay?.foreignCurrency) return [{ code: "PAY_FOREIGN", field: "payText", text: pay.foreignCurrency }];
  if (!pay || pay.minYuan !== null || pay.maxYuan !== null) return [];
  return [{ code: pay.negotiable ? "PAY_NEGOTIABLE" : "PAY_UNREAD", field: "payText" }];
}
