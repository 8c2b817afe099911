import { remembering } from "../../platform/core/text.ts";
import { anyNumber, chineseDigit } from "./chinese.ts";

/**
 * Range of numbers that are read as Excel dates: 1995 to 2064, so that no headcount or pay becomes a date.
 * Excel counts days from 1899-12-30.
 */
const SERIAL: readonly [number, number] = [34_700, 60_300];
const WRITTEN = /(?<!\d)((?:19|20)\d{2})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})(?!\d)/g;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const SPELLED =
  /([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]/g;
const DAY_MS = 86_400_000;

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
}

/**
 * Returns the one calendar day that a text names, as YYYY-MM-DD. Reads 2024年5月20日, 2024/5/20, 2024-05-20
 * 10:00, 20240520, an Excel date (45432), 二〇二四年五月二十日.
 * Returns null without a day, for an impossible day, for a missing year (5月20日), and for several different
 * days (报名时间5月1日至…).
 */
export const parseDate = remembering((text: string): string | null => {
  const plain = text.slice(0, 500).normalize("NFKC").trim();
  if (/^\d{5}(?:\.\d+)?$/.test(plain)) {
    const serial = Math.floor(Number(plain));
    if (serial < SERIAL[0] || serial > SERIAL[1]) return null;
    return new Date(Date.UTC(1899, 11, 30) + serial * DAY_MS).toISOString().slice(0, 10);
  }
  const compact = COMPACT.exec(plain);
  if (compact) return iso(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const days = new Set<string | null>();
  for (const hit of plain.matchAll(WRITTEN)) days.add(iso(Number(hit[1]), Number(hit[2]), Number(hit[3])));
  for (const hit of plain.matchAll(SPELLED)) {
    const year = [...(hit[1] ?? "")].reduce((sum, char) => sum * 10 + (chineseDigit(char) ?? 0), 0);
    days.add(iso(year, anyNumber(hit[2] ?? "") ?? 0, anyNumber(hit[3] ?? "") ?? 0));
  }
  const [only] = days;
  return days.size === 1 && only !== undefined ? only : null;
});

const DAY = "(?:(20\\d{2})\\s*[-/.年]\\s*)?(?:(\\d{1,2})\\s*[-/.月]\\s*)?(\\d{1,2})\\s*[日号]?";
/** The end of a range whose year, or year and month, are those of its start (2026年11月1日-12月31日, 1日至30日). */
const RANGE = new RegExp(
  `(20\\d{2})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?(?:\\s*\\d{1,2}:\\d{2}(?::\\d{2})?)?\\s*(?:-|~|至|到|--)+\\s*${DAY}(?![\\d:])`,
);
const MONTH_END = /^[^\d]*(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*月?\s*(?:底|末|月底|月末)?[^\d]{0,4}$/;
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](20\d{2})$/;

/**
 * Returns the day until which a posting is valid, as YYYY-MM-DD: a single day, the end of a range, or the
 * last day of a named month. 31/12/2026 is read where only one order is possible. Returns null for others.
 */
export const parseValidity = remembering((text: string): string | null => {
  const plain = text
    .slice(0, 200)
    .normalize("NFKC")
    .replace(/[—–―～]+/g, "-")
    .replace(/T(?=\d{2}:)/g, " ")
    .trim();
  const range = RANGE.exec(plain);
  if (range) {
    const [, year, month, , endYear, endMonth, endDay] = range.map(Number);
    if (year === undefined || month === undefined) return null;
    const last = endMonth || month;
    return iso(endYear || (last < month ? year + 1 : year), last, endDay ?? 0);
  }
  const single = parseDate(plain);
  if (single) return single;
  const written = DAY_FIRST.exec(plain);
  if (written) {
    const [first = 0, second = 0, year = 0] = written.slice(1).map(Number);
    if (first > 12 && second <= 12) return iso(year, second, first);
    return second > 12 || first === second ? iso(year, first, second) : null;
  }
  const ofMonth = MONTH_END.exec(plain);
  const month = Number(ofMonth?.[2] ?? 0);
  if (!ofMonth || month < 1 || month > 12) return null;
  return new Date(Date.UTC(Number(ofMonth[1]), month, 0)).toISOString().slice(0, 10);
});

/** Returns true for a text that says that a posting has no fixed end (长期有效, 招满为止). */
export const saysOpenEnded = (text: string): boolean =>
  /^(?:长期|永久|常年|一直|不限期?|无期限|全年)(?:有效|招聘|招工)?$|^招[满聘]*[满完](?:为止|即止)?$|^(?:until)?filled$|^open$/i.test(
    text.normalize("NFKC").replace(/[\s。.]+/g, ""),
  );
