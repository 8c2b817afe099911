import type { Flag } from "../../../../db/schema/index.ts";
import { codeFor, findWording, severityOf } from "./find.ts";

const COLUMNS = ["title", "requirements", "duties", "payText", "placeText"] as const;

type Worded = Record<(typeof COLUMNS)[number], string | null> & { occupation: string | null };

/**
 * Returns flags for wording in a posting's texts that the law forbids or an officer weighs. `besides` is
 * source text without a column, which may repeat words of a column. Words that no column has are flagged in
 * the field `requirements`.
 */
export function wordingFlags(row: Worded, besides: string | null): Flag[] {
  const flagsIn = (field: string, text: string | null): Flag[] =>
    text === null
      ? []
      : findWording(text).map((one) => ({ code: codeFor(one.rule, row.occupation), field, text: one.text }));
  const flags = COLUMNS.flatMap((field) => flagsIn(field, row[field]));
  const known = new Set(flags.map(({ code, text }) => `${code} ${text}`));
  const more = flagsIn("requirements", besides);
  return [...flags, ...more.filter(({ code, text }) => !known.has(`${code} ${text}`))];
}

/**
 * Returns a posting's flags with its wording as the rules read it now, so that new rules tell of old ones.
 * Keeps a stored flag whose words stand in no column: they come from a sheet's text that has none.
 */
export function currentFlags(row: Worded & { flags: readonly Flag[] }): Flag[] {
  const found = wordingFlags(row, null);
  const kept = row.flags.filter(
    ({ code, text }) =>
      severityOf(code) === null || (text && !COLUMNS.some((name) => row[name]?.includes(text))),
  );
  return [...kept, ...found];
}

/** Returns the flags of a posting's texts, read now, that stop the usual approval. */
export const blockingFlags = (row: Worded & { flags: readonly Flag[] }): Flag[] =>
  currentFlags(row).filter(({ code }) => severityOf(code) === "BLOCK");
