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

/** Returns true if a retry may succeed: the database or network was down, or two writers conflicted. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true;
  const code = "code" in error ? String(error.code) : "";
  return TRANSIENT.test(code) || SOCKET.has(code);
}
