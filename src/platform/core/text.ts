/**
 * Matches characters that a reader does not see: zero-width and direction marks, fillers, tags, soft hyphens,
 * noncharacters. A joiner or selector inside an emoji stays, because it decides which picture is shown.
 */
const INVISIBLE =
  /(?!\u200d|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]|\p{Noncharacter_Code_Point}|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})|(?<!\p{Extended_Pictographic}|[\d#*])\p{Variation_Selector}/gu;

/** Matches a character that reverses the order in which the text after it is shown. */
const REVERSING = /[\u202b\u202e\u2067]/;

/** Removes characters that a reader does not see, and replaces a blank Braille cell by a space. */
export const withoutInvisible = (text: string): string =>
  /^[\n\r\t -~\u3000-\u3163\u4e00-\u9fff\uff01-\uff9f]*$/.test(text)
    ? text
    : text.replace(INVISIBLE, "").replaceAll("\u2800", " ");

/** Returns true if a reader sees the text in another order than a program reads it. */
export const isReversed = (text: string): boolean => REVERSING.test(text);

/** Marks that programs and pastes leave around a number: quotes, `="…"`, `tel:`, punctuation at the end. */
const AROUND_NUMBER = /^(?:[\s='"`‘’“”]|tel[:.]|phone[:.])+|[\s"'`’”.,;:]+$/gi;
/** A number in scientific notation. It is complete if the mantissa has as many digits as it says. */
const SCIENTIFIC = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i;

/**
 * Repairs a phone number that a spreadsheet program or a paste damaged: `="138…"`, `'138…`, `138….0`, 0086,
 * (+86), blanks and dashes inside a mobile number. Other texts stay, apart from full-width characters.
 */
export function repairPhone(text: string): string {
  const plain = withoutInvisible(text.normalize("NFKC"))
    .replace(/[‐-―−─]/g, "-")
    .replace(AROUND_NUMBER, "")
    .replace(/(?<=\d{5})\.0+$/, "");
  const [, first = "", more = "", exponent] = SCIENTIFIC.exec(plain) ?? [];
  if (exponent && more.length >= Number(exponent))
    return repairPhone(first + more.slice(0, Number(exponent)));
  const local = plain
    .replace(/^\(?(?:\+|00)86\)?[\s.-]*\(?0?\)?(?=[2-9]\d)/, "0")
    .replace(/^\(?(?:\+|00)?86\)?[\s.-]*(?=1)/, "");
  const digits = local.replace(/[\s().-]/g, "").replace(/^0(?=1[3-9]\d{9}$)/, "");
  return /^1[3-9]\d{9}$/.test(digits) ? digits : local;
}

/**
 * Returns a function that remembers its result for each object while the object is in use. `read` must be
 * pure, and the objects must not change.
 */
export function rememberingEach<K extends object, T>(read: (one: K) => T): (one: K) => T {
  const known = new WeakMap<K, { result: T }>();
  return (one) => {
    const before = known.get(one);
    if (before) return before.result;
    const result = read(one);
    known.set(one, { result });
    return result;
  };
}

/** Number of texts whose results a reader remembers, and the length of the longest of them in characters. */
const REMEMBERED = 2_000;
const REMEMBERED_CHARS = 400;

/**
 * Returns a function that remembers the results for recent short texts. The rows of a sheet repeat most of
 * their texts: places, pay, benefits, duties. `read` must be pure, and callers must not change its results.
 */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { result: T }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.result;
    const result = read(text);
    if (known.size >= REMEMBERED) known.clear();
    if (text.length <= REMEMBERED_CHARS) known.set(text, { result });
    return result;
  };
}

/**
 * Returns true for an address without path, query and fragment. A final slash is accepted. False for no URL.
 */
export function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { pathname, search, hash } = new URL(address);
  return pathname === "/" && !search && !hash;
}

/** Prefix of a secret by Standard Webhooks. Base64 of 24 to 64 bytes follows. */
export const WEBHOOK_PREFIX = "whsec_";

/** Returns false for a secret that has the prefix of Standard Webhooks and no valid base64 after it. */
export function isWebhookSecret(secret: string): boolean {
  if (!secret.startsWith(WEBHOOK_PREFIX)) return true;
  const text = secret.slice(WEBHOOK_PREFIX.length);
  const bytes = Buffer.from(text, "base64");
  const same = bytes.toString("base64").replace(/=+$/, "") === text.replace(/=+$/, "");
  return same && bytes.length >= 24 && bytes.length <= 64;
}

/** Returns true for an address and a verifier key of a note, with `#` between. */
export const isWitness = (text: string): boolean =>
  /^https?:\/\/[^\s#]+#[^\s#+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/.test(text);
