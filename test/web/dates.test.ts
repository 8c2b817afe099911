import { Hono } from "hono";
import { expect, test } from "vitest";
import type { Env } from "../../src/platform/http/index.ts";
import { knowToday } from "../../src/web/text/dates.ts";
import {
  formatDate,
  formatDateInFull,
  formatDeadline,
  formatSpan,
  formatSpanInFull,
  formatTime,
  formatTimeInFull,
} from "../../src/web/text/format.ts";

/** Returns what `format` writes on a page that is asked for at `now`. */
async function on<T>(now: string, format: () => T): Promise<T> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("services", { clock: { now: () => new Date(now) } } as Env["Variables"]["services"]);
    await next();
  });
  app.use(knowToday);
  app.get("/", async (c) => {
    await Promise.resolve();
    return c.json([format()]);
  });
  return (await (await app.request("/")).json())[0];
}

const NOW = "2026-12-01T04:00:00Z";
const NEW_YEAR = "2026-12-31T16:00:00Z";

test.each([
  ["a day", "12月6日 周日", () => formatDate("2026-12-06")],
  ["a day of another year", "2027年1月3日 周日", () => formatDate("2027-01-03")],
  ["the day of an instant in Shanghai", "12月2日 周三", () => formatDate("2026-12-01T16:00:00Z")],
  ["the first day of the next year", "2027年1月1日 周五", () => formatDate(NEW_YEAR)],
  ["the last moment of this year", "12月31日 周四 23:59", () => formatTime("2026-12-31T15:59:59Z")],
  ["the first moment of this year", "1月1日 周四 0:00", () => formatTime("2025-12-31T16:00:00Z")],
  ["the last moment of the year before", "2025年12月31日 周三", () => formatDate("2025-12-31T15:59:00Z")],
  ["a time", "12月6日 周日 9:05", () => formatTime("2026-12-06T01:05:00Z")],
  ["a span", "12月6日 周日 9:00–11:30", () => formatSpan("2026-12-06T01:00Z", "2026-12-06T03:30Z")],
  [
    "a span to midnight",
    "12月6日 周日 9:00–24:00",
    () => formatSpan("2026-12-06T01:00Z", "2026-12-06T16:00Z"),
  ],
  [
    "a span over midnight",
    "12月6日 周日 22:00 – 12月7日 周一 6:00",
    () => formatSpan("2026-12-06T14:00Z", "2026-12-06T22:00Z"),
  ],
  [
    "a span over the end of the year",
    "12月31日 周四 22:00 – 2027年1月1日 周五 1:00",
    () => formatSpan("2026-12-31T14:00Z", "2026-12-31T17:00Z"),
  ],
  [
    "a span in another year, named once",
    "2027年3月1日 周一 9:00 – 3月2日 周二 9:00",
    () => formatSpan("2027-03-01T01:00Z", "2027-03-02T01:00Z"),
  ],
  ["the end of a day", "12月6日 周日 24:00 前", () => formatDeadline("2026-12-06T16:00:00Z")],
  ["a last day", "12月6日 周日 24:00 前", () => formatDeadline("2026-12-06")],
  ["a deadline in a day", "12月6日 周日 15:30 前", () => formatDeadline("2026-12-06T07:30:00Z")],
  ["the end of the year", "12月31日 周四 24:00 前", () => formatDeadline(NEW_YEAR)],
  ["a deadline of another year", "2027年1月3日 周日 24:00 前", () => formatDeadline("2027-01-03")],
  ["a day in a file", "2026年12月6日 周日", () => formatDateInFull("2026-12-06")],
  ["a time in a file", "2026年12月6日 周日 9:00", () => formatTimeInFull("2026-12-06T01:00:00Z")],
  [
    "a span in print",
    "2026年12月6日 周日 9:00–11:30",
    () => formatSpanInFull("2026-12-06T01:00Z", "2026-12-06T03:30Z"),
  ],
])("%s: %s", async (_, text, format) => {
  expect(await on(NOW, format)).toBe(text);
});

test("today's year changes with the program's clock at midnight of Shanghai", async () => {
  expect(await on("2026-12-31T15:59:59Z", () => formatDate("2026-12-31"))).toBe("12月31日 周四");
  expect(await on(NEW_YEAR, () => formatDate("2026-12-31"))).toBe("2026年12月31日 周四");
  expect(await on(NEW_YEAR, () => formatDate("2027-01-03"))).toBe("1月3日 周日");
});

test("outside a request every date keeps its year", () => {
  expect(formatTime("2026-12-06T01:00:00Z")).toBe("2026年12月6日 周日 9:00");
});
