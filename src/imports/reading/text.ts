/** Removes NUL and lone surrogates, which PostgreSQL text cannot hold. */
export const keepable = (text: string): string =>
  text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** The first `max` characters of a text, without a half surrogate pair. */
export const clip = (text: string, max: number): string =>
  keepable(text)
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/, "");

/** JSON of a value whose texts come from a file, without NUL and lone surrogates. */
export const keepableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) => (typeof one === "string" ? keepable(one) : one));
