import { AppError } from "../errors.ts";

/**
 * Returns the revision in a header like `If-Match: "3"`. Throws REVISION_REQUIRED without the header,
 * REVISION_CONFLICT for a header of another form.
 */
export function revisionOf(header: string | undefined): number {
  if (!header) throw new AppError("REVISION_REQUIRED");
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (revision === undefined) throw new AppError("REVISION_CONFLICT");
  return Number(revision);
}

/** Returns the entity tag of a revision: `"3"`. */
export const entityTag = (rev: number): string => `"${rev}"`;

/**
 * Throws REVISION_CONFLICT if the caller saw a revision other than the current `rev`. Without `seen`, any
 * revision is accepted.
 */
export function requireRevision(rev: number, seen: number | undefined): void {
  if (seen !== undefined && seen !== rev) throw new AppError("REVISION_CONFLICT", { facts: { rev } });
}
