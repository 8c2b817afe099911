import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  estimates,
  isPublicLink,
  meetingModeOf,
  nextOf,
  paceOf,
  type Waiting,
  walkBetween,
} from "../../../src/fairs/interviews/rules.ts";

const NOON = Date.parse("2026-05-25T12:00:00+08:00");
const at = (minutes: number) => new Date(NOON + minutes * 60_000);
const cameAt = (id: string, minutes: number): Waiting => ({
  id,
  kind: "walkIn",
  dueAt: null,
  joinedAt: at(minutes),
});
const booked = (id: string, minutes: number): Waiting => ({
  id,
  kind: "booked",
  dueAt: at(minutes),
  joinedAt: at(-600),
});

describe("next in the queue", () => {
  const waiting = [cameAt("second", -5), booked("late", 30), cameAt("first", -9), booked("due", 2)];
  test.each([
    [0, "due"],
    [-2, "first"],
    [40, "due"],
  ])("at %i minutes it is %s", (minutes, id) => expect(nextOf(waiting, at(minutes))?.id).toBe(id));

  test("nobody, if all who wait are booked for later", () => {
    expect(nextOf([booked("late", 30)], at(0))).toBeUndefined();
  });
});

describe("estimates", () => {
  test("are absent before a measurement, and use the last ones served", () => {
    expect(paceOf([7, 8])).toEqual({ fastMin: 5, slowMin: 15, measured: 2 });
    expect(paceOf([4, 6, 10, 12])).toEqual({ fastMin: 5, slowMin: 11, measured: 4 });
  });

  test("simulate the queue with the number of recruiters, around booked times", () => {
    const waiting = [cameAt("a", -9), cameAt("b", -8), cameAt("c", -7), booked("x", 13)];
    const when = estimates({ waiting, recruiters: [at(-2), null], now: at(0) }, paceOf([10, 10, 10]));
    expect([...when].map(([id, { fromMin, toMin }]) => [id, fromMin, toMin])).toEqual([
      ["a", 0, 5],
      ["b", 5, 10],
      ["x", 10, 15],
      ["c", 15, 20],
    ]);
  });

  test("are ranges that begin before they end, for everybody who waits", () => {
    const person = fc.record({ booked: fc.boolean(), minutes: fc.integer({ min: -60, max: 120 }) });
    fc.assert(
      fc.property(
        fc.array(person, { maxLength: 12 }),
        fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 10 }),
        fc.integer({ min: 0, max: 3 }),
        (people, served, recruiters) => {
          const waiting = people.map((one, n) => (one.booked ? booked : cameAt)(`p${n}`, one.minutes));
          const line = { waiting, recruiters: Array.from({ length: recruiters }, () => null), now: at(0) };
          const when = estimates(line, paceOf(served));
          expect(when.size).toBe(waiting.length);
          for (const { fromMin, toMin } of when.values())
            expect([fromMin >= 0, toMin > fromMin]).toEqual([true, true]);
        },
      ),
    );
  });
});

describe("walking times", () => {
  const here = { venueId: "h", city: "210900" };
  const beside = { venueId: "i", city: "210900" };
  const far = { venueId: "j", city: "211400" };
  test.each([
    [here, false, "there"],
    [beside, false, "there"],
    [beside, true, "remote"],
    [far, true, "remote"],
    [far, false, "none"],
  ] as const)("to %o with a room %s is %s", (booth, room, way) =>
    expect(meetingModeOf(here, booth, room)).toBe(way),
  );

  test("none to stay, short in a hall, long between halls, impossible between cities", () => {
    const a = { key: "a", ...here };
    const minutes = [a, { key: "b", ...here }, { key: "c", ...beside }, { key: "d", ...far }].map((b) =>
      walkBetween(a, b),
    );
    expect(minutes).toEqual([0, 3, 30, Number.POSITIVE_INFINITY]);
  });
});

test.each([
  ["https://meeting.tencent.com/dm/abc?x=1", true],
  ["http://meeting.tencent.com/dm/abc", false],
  ["https://meeting.tencent.com:8443/a", false],
  ["https://user:pass@meeting.tencent.com/a", false],
  ["https://127.0.0.1/a", false],
  ["https://[::1]/a", false],
  ["https://localhost/a", false],
  ["https://intranet/a", false],
  ["https://a.local/a", false],
  ["javascript:alert(1)", false],
  ["", false],
])("%s as a meeting room: %s", (text, open) => expect(isPublicLink(text)).toBe(open));
