import type { Flag, PostingValues } from "../../../db/schema/index.ts";
import { findPhones } from "../reading/index.ts";
import { wordingFlags } from "./wording.ts";

/** The columns that flags depend on. */
type Flagged = Pick<
  PostingValues,
  | "title"
  | "duties"
  | "requirements"
  | "placeText"
  | "headcount"
  | "headcountText"
  | "payText"
  | "payMinYuan"
  | "payMaxYuan"
  | "payNegotiable"
>;

/**
 * Returns remarks for an officer, such as a phone in the text or an unreadable pay. They never prevent
 * publication by themselves. `besides` is source text without a column.
 */
export function findFlags(row: Flagged, besides: string | null): Flag[] {
  const free = (["title", "duties", "requirements", "placeText"] as const).flatMap((field) => {
    const text = row[field];
    if (!text) return [];
    const phone = findPhones(text)[0];
    return phone ? [{ code: "PHONE_IN_TEXT", field, text: phone.value }] : [];
  });
  const damaged = (["title", "duties", "requirements", "placeText", "payText"] as const)
    .filter((field) => row[field]?.includes("\ufffd"))
    .map((field) => ({ code: "TEXT_DAMAGED", field }));
  const flags: Flag[] = [...free, ...damaged, ...wordingFlags({ ...row, besides })];
  if (row.headcountText && row.headcount === null) flags.push({ code: "HEADCOUNT_OPEN", field: "headcount" });
  if (row.payText && row.payMinYuan === null && row.payMaxYuan === null)
    flags.push({ code: row.payNegotiable ? "PAY_NEGOTIABLE" : "PAY_UNREAD", field: "payText" });
  return flags;
}
