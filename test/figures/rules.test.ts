import { expect, test } from "vitest";
import { monthOf, monthsBefore, shiftMonth } from "../../src/figures/index.ts";
import { spanOf } from "../../src/figures/rules.ts";
import { formatLength, monthText } from "../../src/web/text/union/figures.ts";

test("a month begins at midnight in Shanghai", () => {
  expect(monthOf(new Date("2026-10-31T15:59:59.999Z"))).toBe("2026-10");
  expect(monthOf(new Date("2026-10-31T16:00:00Z"))).toBe("2026-11");
  expect(spanOf("2026-12")).toEqual({
    from: new Date("2026-11-30T16:00:00Z"),
    to: new Date("2026-12-31T16:00:00Z"),
  });
  expect(spanOf("2026-01", "2026-03").to).toEqual(new Date("2026-03-31T16:00:00Z"));
});

test("months are counted across years", () => {
  expect(shiftMonth("2026-01", -1)).toBe("2025-12");
  expect(shiftMonth("2026-12", 1)).toBe("2027-01");
  expect(monthsBefore("2026-02", 4)).toEqual(["2026-02", "2026-01", "2025-12", "2025-11"]);
});

test("lengths and months are said in their own unit", () => {
  expect([0, 59 * 60, 3600, 47 * 3600, 60 * 3600].map(formatLength)).toEqual([
    "1 分钟",
    "59 分钟",
    "1 小时",
    "47 小时",
    "2.5 天",
  ]);
  expect(monthText("2026-03")).toBe("2026年3月");
});
