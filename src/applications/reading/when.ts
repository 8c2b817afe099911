import { shanghaiDay } from "../../platform/core/clock.ts";

const DAY_MS = 86_400_000;
const DIGITS = "〇一二三四五六七八九";
const NUMBER = "(\\d{1,2}|[〇零一二两三四五六七八九十]{1,3})";
const DAY_OF_YEAR = new RegExp(`(?:(\\d{4})年)?${NUMBER}月${NUMBER}(?:日|号|(?!\\d))`, "g");
const WRITTEN = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g;
const NEAR = /(今天|今日|明天|明日|后天)/g;
const NEAR_DAYS: Readonly<Record<string, number>> = { 今天: 0, 今日: 0, 明天: 1, 明日: 1, 后天: 2 };
const WEEKDAY = /(下)?(?:周|星期|礼拜)([一二三四五六日天])/g;
const WEEKDAYS = "一二三四五六日";
const TIME = new RegExp(`(早上|上午|中午|下午|傍晚|晚上)?${NUMBER}(?:点|时|:)(半|一刻|三刻|${NUMBER}分?)?`);
const PARTS_OF_HOUR: Readonly<Record<string, number>> = { 半: 30, 一刻: 15, 三刻: 45 };
const LATE = new Set(["下午", "傍晚", "晚上"]);
/** A time after so many days is taken for one of the past whose year was left out. */
const AHEAD_DAYS = 120;
/** An hour before this one needs a word such as 早上 or 下午. */
const CLEAR_HOUR = 7;

/** Returns the value of a number from 0 to 99 in digits or Chinese numerals; NaN for another text. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replace(/零/g, "〇").replace(/两/g, "二");
  const [tens = "", ones = ""] = plain.includes("十") ? plain.split("十") : ["〇", plain];
  const of = (digit: string, none: number) => (digit === "" ? none : DIGITS.indexOf(digit));
  const [high, low] = [of(tens, 1), of(ones, 0)];
  return high < 0 || low < 0 ? Number.NaN : high * 10 + low;
}

/** Returns the days since 1970 of a calendar day, or null for a day that the calendar does not have. */
function dayNumber(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.getTime() / DAY_MS : null;
}

/** Returns the days that a text names, as days since 1970. `today` likewise. */
function daysOf(text: string, today: number): Set<number | null> {
  const year = new Date(today * DAY_MS).getUTCFullYear();
  const days = new Set<number | null>();
  for (const [, y, m = "", d = ""] of text.matchAll(DAY_OF_YEAR)) {
    const [month, day] = [numberOf(m), numberOf(d)];
    const same = dayNumber(y ? Number(y) : year, month, day);
    days.add(!y && same !== null && same < today ? dayNumber(year + 1, month, day) : same);
  }
  for (const [, y, m, d] of text.matchAll(WRITTEN)) days.add(dayNumber(Number(y), Number(m), Number(d)));
  for (const [, word = ""] of text.matchAll(NEAR)) days.add(today + (NEAR_DAYS[word] ?? 0));
  // Day 0 was a Thursday.
  const weekdayOf = (day: number) => (day + 3) % 7;
  const monday = today - weekdayOf(today);
  for (const [, next, name = ""] of text.matchAll(WEEKDAY)) {
    const weekday = WEEKDAYS.indexOf(name === "天" ? "日" : name);
    // 12月16日 周三 names one day, in whichever week it is.
    if (!next && [...days].some((day) => day !== null && weekdayOf(day) === weekday)) continue;
    const day = monday + weekday + (next ? 7 : 0);
    days.add(day < today ? day + 7 : day);
  }
  return days;
}

/** Returns the minutes since midnight of the first time that a text names, or null. */
function minutesOf(text: string): number | null {
  const [, part = "", h = "", rest = "", m] = TIME.exec(text) ?? [];
  const hour = numberOf(h);
  const minute = m ? numberOf(m) : (PARTS_OF_HOUR[rest] ?? 0);
  if (!(hour <= 24 && minute < 60) || h === "") return null;
  if (part === "" && hour < CLEAR_HOUR) return null;
  const late = hour < 12 && (LATE.has(part) || (part === "中午" && hour < CLEAR_HOUR));
  return (late ? hour + 12 : hour) * 60 + minute;
}

/**
 * Returns the time that an invitation names, as ISO instant. Reads 12月8日 上午9点, 周三下午两点半, 明天 9:30 and
 * 2026-12-08 14:00, in Shanghai. `sentAt`: when it was written, from which 明天 and 周三 count. Of a period the
 * start counts. Returns null without a day or a time, for different days, and for a time that is not in the
 * next 120 days.
 */
export function readWhen(text: string, sentAt: Date): string | null {
  const plain = text.normalize("NFKC").slice(0, 80);
  const today = Date.parse(shanghaiDay(sentAt)) / DAY_MS;
  const [day, ...others] = daysOf(plain.replace(/\s+(?=\D)/g, ""), today);
  // Days are taken out, so that their numbers are not read as times.
  const minutes = minutesOf(
    plain
      .replace(WRITTEN, " ")
      .replace(DAY_OF_YEAR, " ")
      .replace(/\s+(?=\D)/g, ""),
  );
  if (day === undefined || day === null || others.length > 0 || minutes === null) return null;
  const at = new Date(Date.parse(`${new Date(day * DAY_MS).toISOString().slice(0, 10)}T00:00:00+08:00`));
  const instant = new Date(at.getTime() + minutes * 60_000);
  const aheadMs = instant.getTime() - sentAt.getTime();
  return aheadMs > 0 && aheadMs < AHEAD_DAYS * DAY_MS ? instant.toISOString() : null;
}
