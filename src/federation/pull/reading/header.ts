import type { Header } from "../../../platform/changes/index.ts";
import { hasPlainNumbers } from "../../requests/index.ts";
import { readFlat } from "./strict-json.ts";

const HEADER_MAX = 65_535;
/** Revisions and versions are kept in columns of four bytes. */
const INT_MAX = 2 ** 31 - 1;

const isCount = (max: number) => (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max;
const matches = (pattern: RegExp) => (value: unknown) => typeof value === "string" && pattern.test(value);
const DAYS =
  "(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])";
const CLOCK = "T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z";
const TIME = new RegExp(`^(?!0000)\\d{4}-(?:${DAYS})${CLOCK}$`);
const LEAP_DAY = new RegExp(`^(?!0000)\\d{4}-02-29${CLOCK}$`);
/**
 * A time of the calendar as this program writes it. PostgreSQL has no year 0 and no 30 February, which
 * Date.parse takes for 2 March.
 */
const isTime = (value: unknown) =>
  typeof value === "string" &&
  (TIME.test(value) || (LEAP_DAY.test(value) && new Date(value).getUTCDate() === 29));
/** 32 bytes as canonical base64: the bits that no byte needs are zero. */
const isDigest = matches(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/);

const NAME = matches(/^[A-Za-z][\w.-]{0,63}$/);
const ID = matches(/^[\x21-\x7e]{1,200}$/);

type Check = (value: unknown) => boolean;

/** Members of a header and what each may hold. */
const REQUIRED: Record<string, Check> = {
  v: (value) => value === 1,
  log: (value) => typeof value === "string",
  seq: isCount(Number.MAX_SAFE_INTEGER),
  at: isTime,
  kind: NAME,
  schema: isCount(INT_MAX),
  id: ID,
  home: matches(/^\d{6}$/),
  ownerEpoch: isCount(INT_MAX),
  rev: isCount(INT_MAX),
  op: matches(/^(?:put|close|erase|key|noop|moveOut|moveIn)$/),
};
const OPTIONAL: Record<string, Check> = {
  agreement: ID,
  validThrough: isTime,
  endsAt: isTime,
  payloadDigest: isDigest,
};
const REQUIRED_CHECKS = Object.entries(REQUIRED);
const KNOWN = new Map([...REQUIRED_CHECKS, ...Object.entries(OPTIONAL)]);

const NUMBERS = ["v", "seq", "schema", "ownerEpoch", "rev"].map((name) => [name, `"${name}":`] as const);
const [COMMA, END] = [0x2c, 0x7d];

/** Returns true if the numbers are written as whole ones. Most headers show it without a closer look. */
function isPlain(text: string, members: Record<string, unknown>): boolean {
  const stands = ([name, mark]: (typeof NUMBERS)[number]) => {
    const at = text.indexOf(mark);
    const after = text.charCodeAt(at + mark.length + String(members[name]).length);
    return at >= 0 && (after === COMMA || after === END);
  };
  return NUMBERS.every(stands) || hasPlainNumbers(text);
}

/**
 * Reads the text of a header. Returns null if it is too long, if a member is missing, unknown, doubled or out
 * of its range. What the header says of the log is the caller's to compare.
 */
export function readHeader(text: string): Header | null {
  if (text.length > HEADER_MAX || Buffer.byteLength(text) > HEADER_MAX) return null;
  const members = readFlat(text);
  if (!members) return null;
  for (const [name] of REQUIRED_CHECKS) if (!(name in members)) return null;
  for (const name of Object.keys(members)) if (!KNOWN.get(name)?.(members[name])) return null;
  return isPlain(text, members) ? (members as Header) : null;
}
