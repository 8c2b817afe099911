/** Replaces NUL and lone surrogates, which PostgreSQL text cannot contain, by U+FFFD. */
export const withoutControls = (text: string): string =>
  /[\0\ud800-\udfff]/.test(text)
    ? text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    : text;

/** Returns the first `max` characters of a text, without half a surrogate pair at the end. */
export const clip = (text: string, max: number): string =>
  withoutControls(text)
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/, "");

/** Serialises a value whose texts come from a file, with NUL and lone surrogates replaced by U+FFFD. */
export const jsonWithoutControls = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) => (typeof one === "string" ? withoutControls(one) : one));
