import type { Header } from "../../../platform/changes/index.ts";
import { hasPlainNumbers } from "../../requests/index.ts";
import { readFlat } from "./strict-json.ts";

const HEADER_MAX = 65_535;
/** Revisions and versions are kept in columns of four bytes. */
const INT_MAX = 2 ** 31 - 1;

const isCount = (max: number) => (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max;
const matches = (pattern: RegExp) => (value: unknown) => typeof value === "string" && pattern.test(value);
/** A time of the calendar as this program writes it. PostgreSQL has no year 0 and no 30 February. */
const isTime = (value: unknown) =>
  typeof value === "string" &&
  /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  isOfCalendar(value);
function isOfCalendar(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}
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

const NUMBERS = ["v", "seq", "schema", "ownerEpoch", "rev"];

/** Returns true if the numbers are written as whole ones. Most headers show it without a closer look. */
function isPlain(text: string, members: Record<string, unknown>): boolean {
  const stands = (name: string) => {
    const member = `"${name}":${members[name]}`;
    return text.includes(`${member},`) || text.includes(`${member}}`);
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
