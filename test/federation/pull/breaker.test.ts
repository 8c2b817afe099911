import { beforeEach, expect, test } from "vitest";
import { type Breaker, createBreaker } from "../../../src/federation/pull/breaker.ts";

let nowMs = 0;
let breaker: Breaker;
beforeEach(() => {
  nowMs = 1_000_000;
  breaker = createBreaker({ nowMs: () => nowMs, random: () => 0.5 });
});
const fail = (times: number, retryAfterMs?: number) => {
  let pauseMs = 0;
  for (let n = 0; n < times; n += 1) pauseMs = breaker.failed(retryAfterMs);
  return pauseMs;
};

test("each failure doubles the pause, and a success ends it", () => {
  expect([fail(1), fail(1), fail(1)]).toEqual([1_000, 2_000, 4_000]);
  expect(breaker.waitMs()).toBe(4_000);
  breaker.succeeded();
  expect(breaker.waitMs()).toBe(0);
  expect(fail(1)).toBe(1_000);
});

test("five failures in ten minutes open it; fewer, or slower ones, do not", () => {
  fail(4);
  expect(breaker.state()).toBe("closed");
  nowMs += 601_000;
  fail(4);
  expect(breaker.state()).toBe("closed");
  expect(fail(1)).toBe(60_000);
  expect(breaker.state()).toBe("open");
});

test("an open one lets a single call probe, and each failed probe doubles the pause up to an hour", () => {
  fail(5);
  nowMs += 60_000;
  expect(breaker.waitMs()).toBe(0);
  expect(breaker.state()).toBe("probing");
  expect(breaker.waitMs()).toBeGreaterThan(0);
  const pauses = Array.from({ length: 8 }, () => {
    const pauseMs = breaker.failed();
    nowMs += pauseMs;
    expect(breaker.waitMs()).toBe(0);
    return pauseMs / 60_000;
  });
  expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  breaker.succeeded();
  expect(breaker.state()).toBe("closed");
});

test("pauses are spread, and are as long as the peer asks, an hour at most", () => {
  const pauses = [0, 0.5, 0.999].map((random) => {
    const one = createBreaker({ nowMs: () => nowMs, random: () => random });
    return Math.round(one.failed() / 100) / 10;
  });
  expect(pauses).toEqual([0.5, 1, 1.5]);
  expect(fail(1, 90_000)).toBe(90_000);
  expect(fail(1, 90_000_000)).toBe(3_600_000);
});

test("a hint lets the next call start at once", () => {
  fail(5);
  expect(breaker.waitMs()).toBe(60_000);
  breaker.wake();
  expect(breaker.waitMs()).toBe(0);
});
