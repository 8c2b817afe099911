/** The database keeps neither NUL nor half a surrogate pair. */
export const keepable = (text: string): string =>
  text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** The first characters of a text, none of them cut in half. */
export const clip = (text: string, max: number): string =>
  keepable(text)
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/, "");

/** JSON of anything whose texts come from a file. */
export const keepableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) => (typeof one === "string" ? keepable(one) : one));
