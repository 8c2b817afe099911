/** UTF-8 cannot encode a lone surrogate. RFC 8785 §3.2.2.2 requires an error. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function quoted(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError("JCS: a lone surrogate has no canonical form");
  return JSON.stringify(text);
}

/**
 * Serialises a JSON value with the JSON Canonicalization Scheme (RFC 8785): members sorted by UTF-16 code
 * units, no white space, numbers as ECMAScript writes them. Omits undefined members.
 * Throws TypeError for values outside JSON: NaN, Infinity, functions, bigints, undefined in an array, lone
 * surrogates.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("JCS: a number must be finite");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`JCS: ${typeof value} is not JSON`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([name, member]) => `${quoted(name)}:${canonical(member)}`).join(",")}}`;
}
