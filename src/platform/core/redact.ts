/** E-mail addresses, as servers and databases like to repeat them. */
export const EMAIL = /[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;

/**
 * An error's text as it may be stored or logged: one line of at most 300 characters without e-mail
 * addresses, runs of four or more digits, or letters-and-digits long enough to be a token: no phone, code or key stays in it.
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

/** True where trying the same again later may succeed: the database or the network was away, or two writers met. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true;
  const code = "code" in error ? String(error.code) : "";
  return TRANSIENT.test(code) || SOCKET.has(code);
}
