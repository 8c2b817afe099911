/** Matches e-mail addresses, to mask them in error texts and logs. */
export const EMAIL = /[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;

/**
 * Shortens an error's text for storage and logs: one line of at most 300 characters. Removes e-mail
 * addresses, runs of four or more digits, and tokens, so that no phone, code or key remains.
 */
export function redactError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text
    .replace(/\s+/g, " ")
    .replace(EMAIL, "…")
    .replace(/[A-Za-z0-9_-]{32,}/g, "…")
    .replace(/\d{4,}/g, "…")
    .slice(0, 300);
}

const TRANSIENT = /^(08|40|53|57|55P03)/;
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);
/**
 * Texts of driver errors without a code. The last two come from a rollback on a lost connection. Kysely
 * throws them in place of the error that ended the transaction.
 */
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Client was closed and is not queryable/;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Returns true if a disk is full: that of the database (SQLSTATE 53100) or of our own files. */
export const isStorageFull = (error: unknown): boolean => ["53100", "ENOSPC"].includes(codeOf(error));

/** Returns true if the database cancelled a statement, usually after `statement_timeout` (SQLSTATE 57014). */
export const isCancelled = (error: unknown): boolean => codeOf(error) === "57014";

/** Returns true if a retry may succeed: the database or network was down, or two writers conflicted. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (LOST.test(error.message)) return true;
  const code = codeOf(error);
  return TRANSIENT.test(code) || SOCKET.has(code);
}
