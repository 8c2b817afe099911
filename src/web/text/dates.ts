import { contextStorage, tryGetContext } from "hono/context-storage";
import { shanghaiTime } from "../../platform/core/clock.ts";
import type { Env } from "../../platform/http/index.ts";

/**
 * Lets the dates of a request's page know what day it is by the program's clock. Outside a request, as in
 * mails, there is no such day, and every date keeps its year.
 */
export const knowToday = contextStorage();

const WEEKDAYS = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
const DAY_MS = 86_400_000;

/** A time of Shanghai: date as YYYY-MM-DD, and time of day as 9:00. */
type Local = { date: string; time: string };

/** Reads an ISO date, as the start of that day, or an instant. */
const instantOf = (value: string | Date): Date =>
  typeof value === "string" && value.length === 10 ? new Date(`${value}T00:00:00+08:00`) : new Date(value);

const localOf = (value: string | Date): Local => {
  const [date = "", time = ""] = shanghaiTime(instantOf(value)).split("T");
  return { date, time: time.replace(/^0/, "") };
};

/** Returns the same, with the midnight at the end of a day as its 24:00. */
const endOf = (value: string | Date): Local => {
  const local = localOf(value);
  if (local.time !== "0:00") return local;
  return { date: localOf(new Date(instantOf(value).getTime() - DAY_MS)).date, time: "24:00" };
};

/** Writes a date with its weekday. Leaves out the year that `known` has, too. */
function dayText(date: string, known: string | undefined): string {
  const [year = "", month, day] = date.split("-");
  const weekday = WEEKDAYS[new Date(date).getUTCDay()];
  return `${year === known?.slice(0, 4) ? "" : `${year}年`}${Number(month)}月${Number(day)}日 ${weekday}`;
}

const known = (): string | undefined => {
  const now = tryGetContext<Env>()?.get("services").clock.now();
  return now && localOf(now).date;
};

const timeText = ({ date, time }: Local, from: string | undefined) => `${dayText(date, from)} ${time}`;

/** Writes a span. The end has a day only if it is another one, and a year only if the start is in another. */
function spanText(from: string | Date, until: string | Date, day: string | undefined): string {
  const [start, end] = [localOf(from), endOf(until)];
  if (end.date === start.date) return `${timeText(start, day)}–${end.time}`;
  return `${timeText(start, day)} – ${timeText(end, start.date)}`;
}

/**
 * Formats an ISO date, or the date of an instant in Shanghai, as 12月6日 周日. With another year than today's
 * as 2027年1月3日 周日.
 */
export const formatDate = (value: string | Date): string => dayText(localOf(value).date, known());

/** Formats an instant in Shanghai as 5月25日 周六 9:00. */
export const formatTime = (value: string | Date): string => timeText(localOf(value), known());

/**
 * Formats a period in Shanghai as 5月25日 周六 9:00–11:30. If it ends on another day, the end has its day, too.
 * The midnight that ends a day is its 24:00.
 */
export const formatSpan = (from: string | Date, until: string | Date): string =>
  spanText(from, until, known());

/**
 * Formats a deadline as 12月6日 周日 24:00 前. The midnight that ends a day is its 24:00. An ISO date is a last
 * day, and lasts until its end.
 */
export function formatDeadline(value: string | Date): string {
  const isDay = typeof value === "string" && value.length === 10;
  return `${timeText(isDay ? { date: value, time: "24:00" } : endOf(value), known())} 前`;
}

/** Formats with the year, for files and prints, which people keep for years: 2026年12月6日 周日. */
export const formatDateInFull = (value: string | Date): string => dayText(localOf(value).date, undefined);

/** Formats like `formatTime`, with the year, for files and prints. */
export const formatTimeInFull = (value: string | Date): string => timeText(localOf(value), undefined);

/** Formats like `formatSpan`, with the year, for files and prints. */
export const formatSpanInFull = (from: string | Date, until: string | Date): string =>
  spanText(from, until, undefined);
