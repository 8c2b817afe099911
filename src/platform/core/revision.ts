import { AppError } from "./errors.ts";

/**
 * Parses `If-Match: "3"`. Throws REVISION_REQUIRED without the header, REVISION_CONFLICT for another form.
 */
export function revisionOf(header: string | undefined): number {
  if (!header) throw new AppError("REVISION_REQUIRED");
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (revision === undefined) throw new AppError("REVISION_CONFLICT");
  return Number(revision);
}

/** The entity tag of a revision. */
export const entityTag = (rev: number): string => `"${rev}"`;

/** Throws REVISION_CONFLICT if the caller saw another revision. A caller that names none takes the newest. */
export function requireRevision(rev: number, seen: number | undefined): void {
  if (seen !== undefined && seen !== rev) throw new AppError("REVISION_CONFLICT", { facts: { rev } });
}
