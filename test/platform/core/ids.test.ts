import { expect, test } from "vitest";
import { UUID, uuidv7 } from "../../../src/platform/core/ids.ts";

test("ids begin with the time, name version and variant, and never repeat", () => {
  const nowMs = Date.parse("2026-11-29T08:00:00.123Z");
  const ids = Array.from({ length: 20_000 }, () => uuidv7(nowMs));
  expect(new Set(ids).size).toBe(ids.length);
  const time = nowMs.toString(16).padStart(12, "0");
  const isSound = (id: string) =>
    UUID.test(id) && id.replace("-", "").startsWith(time) && id[14] === "7" && /[89ab]/.test(id[19] ?? "");
  expect(ids.filter((id) => !isSound(id))).toEqual([]);
});

test("the random part differs in each of its digits", () => {
  const ids = Array.from({ length: 2_000 }, () => uuidv7(0).replaceAll("-", ""));
  const random = [...Array(32).keys()].filter((at) => at > 12 && at !== 16);
  for (const at of random) expect(new Set(ids.map((id) => id.charAt(at))).size).toBe(16);
});
