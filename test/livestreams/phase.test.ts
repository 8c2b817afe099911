import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterAdvance,
  type Clocked,
  hasSignal,
  isOver,
  overAt,
  type Phase,
  phaseOf,
  publicPhaseOf,
} from "../../src/livestreams/index.ts";
import { allows, requireAction } from "../../src/livestreams/livestream/rules.ts";

const START = Date.parse("2030-05-01T12:00:00Z");
const HOUR = 3_600_000;
const at = (ms: number) => new Date(START + ms);

const announced = (overrides: Partial<Clocked> = {}): Clocked => ({
  status: "announced",
  startsAt: at(0),
  endsAt: at(HOUR),
  onAirAt: null,
  resumedAt: null,
  endedAt: null,
  graceS: 180,
  signal: null,
  ...overrides,
});
/** A livestream that went on air at its start, and whose picture advanced at these seconds. */
function onAir(...seconds: number[]): Clocked {
  let livestream = announced({ status: "onAir", onAirAt: at(0) });
  for (const s of seconds) livestream = { ...livestream, signal: afterAdvance(livestream, at(s * 1000)) };
  return livestream;
}
const phaseAfter = (livestream: Clocked, seconds: number): Phase => phaseOf(livestream, at(seconds * 1000));

describe("phases of a livestream", () => {
  test("before it is on air they follow the clock, and a signal is a rehearsal", () => {
    expect(phaseAfter(announced(), -1)).toBe("announced");
    expect(phaseAfter(announced(), 0)).toBe("waiting");
    expect(phaseAfter(announced(), 3600)).toBe("ended");
    const tried = { ...announced(), signal: afterAdvance(announced(), at(-60_000)) };
    expect(phaseAfter(tried, -58)).toBe("rehearsal");
    expect(publicPhaseOf("rehearsal", tried, at(-58_000))).toBe("announced");
    expect(publicPhaseOf("rehearsal", tried, at(1_000))).toBe("waiting");
  });

  test("on air it is live while the picture advances, then interrupted for the grace, then over", () => {
    expect(phaseAfter(onAir(0, 3, 6), 8)).toBe("live");
    expect(phaseAfter(onAir(0, 3, 6), 16)).toBe("interrupted");
    expect(phaseAfter(onAir(0, 3, 6), 185)).toBe("interrupted");
    expect(phaseAfter(onAir(0, 3, 6), 186)).toBe("ended");
    expect(phaseOf(onAir(0, 3, 6), at(186_000), true)).toBe("replay");
    expect(overAt(onAir(0, 3, 6))).toEqual(at(186_000));
  });

  test("a picture within the grace continues it; one after the grace does not revive it", () => {
    expect(phaseAfter(onAir(0, 6, 180), 182)).toBe("live");
    const late = onAir(0, 6, 187, 190, 193);
    expect(phaseAfter(late, 194)).toBe("ended");
    expect(overAt(late)).toEqual(at(186_000));
    expect(phaseAfter(onAir(0, 6, 185), 186), "one second before the end").toBe("live");
    expect(phaseAfter(onAir(0, 6, 186), 187), "at the end").toBe("ended");
    const resumed = { ...late, resumedAt: at(193_000) };
    expect(phaseAfter(resumed, 194)).toBe("live");
  });

  test("it ends two hours after its planned end, whatever the picture does", () => {
    const seconds = Array.from({ length: 130 }, (_, n) => n * 90);
    expect(phaseAfter(onAir(...seconds), 3 * 3600)).toBe("ended");
    expect(overAt(onAir(...seconds))).toEqual(at(3 * HOUR));
  });

  test("a source that said it ended has no signal until its next advance", () => {
    const ended = onAir(0, 3);
    if (!ended.signal) throw new Error("no signal");
    expect(phaseAfter({ ...ended, signal: { ...ended.signal, endedAt: at(4_000) } }, 5)).toBe("interrupted");
    expect(phaseAfter({ ...ended, signal: { ...ended.signal, endedAt: at(2_000) } }, 5)).toBe("live");
  });
});

type Step = { waitS: number; act: "advance" | "sourceEnds" | "goOnAir" | "resume" | "end" | "cancel" };
const steps = fc.array(
  fc.record({
    waitS: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4_000 })),
    act: fc.oneof(
      { weight: 6, arbitrary: fc.constant("advance" as const) },
      { weight: 1, arbitrary: fc.constantFrom("sourceEnds", "end", "cancel") },
      { weight: 3, arbitrary: fc.constantFrom("goOnAir", "resume") },
    ),
  }),
  { maxLength: 40 },
) as fc.Arbitrary<Step[]>;

type Rules = { next: typeof afterAdvance; phase: typeof phaseOf };
const RULES: Rules = { next: afterAdvance, phase: phaseOf };

/** Applies a command as the verbs do: only if the state allows it, and on air only with a picture. */
function apply(livestream: Clocked, act: Step["act"], now: Date, next: Rules["next"]): Clocked {
  const { signal } = livestream;
  switch (act) {
    case "advance":
      return { ...livestream, signal: next(livestream, now) };
    case "sourceEnds":
      return signal ? { ...livestream, signal: { ...signal, endedAt: now } } : livestream;
    case "goOnAir":
      return allows(livestream, act, now) && hasSignal(livestream, now)
        ? { ...livestream, status: "onAir", onAirAt: now }
        : livestream;
    case "resume":
      return allows(livestream, act, now) && hasSignal(livestream, now)
        ? { ...livestream, status: "onAir", resumedAt: now, endedAt: null }
        : livestream;
    case "end":
      return allows(livestream, act, now) ? { ...livestream, status: "ended", endedAt: now } : livestream;
    case "cancel":
      return allows(livestream, act, now) ? { ...livestream, status: "cancelled" } : livestream;
  }
}

/** Runs the steps and returns the first broken promise, or null. Looks at each moment before and after. */
function broken(all: Step[], graceS: number, { next, phase }: Rules): string | null {
  let livestream = announced({ graceS });
  let now = at(-HOUR / 2);
  let advancedMs = Number.NEGATIVE_INFINITY;
  let over = false;
  for (const { waitS, act } of all) {
    for (const moment of [0.5, waitS / 2, waitS].map((s) => new Date(now.getTime() + s * 1000))) {
      const seen = phase(livestream, moment);
      const ended = seen === "ended";
      if (seen === "live" && moment.getTime() - advancedMs >= 10_000)
        return "live without an advancing signal";
      if (seen === "live" && livestream.status !== "onAir") return "live without a command";
      if (seen === "rehearsal" && livestream.status !== "announced") return "rehearsal on air";
      if (over && !ended) return "revived without a command";
      if (!ended && livestream.status === "onAir" && moment.getTime() >= START + 3 * HOUR)
        return "never over";
      over ||= ended;
    }
    now = new Date(now.getTime() + waitS * 1000);
    const after = apply(livestream, act, now, next);
    if (act === "advance") advancedMs = now.getTime();
    if (after.resumedAt !== livestream.resumedAt) over = false;
    livestream = after;
  }
  return null;
}

describe("with any signals, commands and clocks", () => {
  const graces = fc.integer({ min: 10, max: 1800 });

  test("it is live only with an advancing signal, and what is over stays over until an officer resumes", () => {
    fc.assert(
      fc.property(steps, graces, (all, graceS) => broken(all, graceS, RULES) === null),
      { numRuns: 5_000 },
    );
  });

  test("twin: a rule that looks at the last advance alone revives what was over", () => {
    const forgetful: Rules["next"] = (livestream, moment) => ({
      ...afterAdvance(livestream, moment),
      runFrom: livestream.signal?.runFrom ?? moment,
    });
    const found = fc.check(
      fc.property(
        steps,
        graces,
        (all, graceS) => broken(all, graceS, { ...RULES, next: forgetful }) === null,
      ),
      { numRuns: 2_000 },
    );
    expect(found.failed).toBe(true);
  });

  test("twin: a rule that trusts the command alone is live without a signal", () => {
    const trusting: Rules["phase"] = (livestream, moment) => {
      const seen = phaseOf(livestream, moment);
      return seen === "interrupted" ? "live" : seen;
    };
    const found = fc.check(
      fc.property(
        steps,
        graces,
        (all, graceS) => broken(all, graceS, { ...RULES, phase: trusting }) === null,
      ),
      { numRuns: 2_000 },
    );
    expect(found.failed).toBe(true);
  });
});

describe("actions", () => {
  test("go on air from half an hour before the start, and again until two hours after the end", () => {
    expect(allows(announced(), "goOnAir", at(-HOUR / 2 - 1))).toBe(false);
    expect(allows(announced(), "goOnAir", at(-HOUR / 2))).toBe(true);
    expect(allows(announced(), "goOnAir", at(HOUR))).toBe(false);
    expect(allows(onAir(0), "resume", at(100_000))).toBe(false);
    expect(allows(onAir(0), "resume", at(180_000))).toBe(true);
    expect(allows(onAir(0), "resume", at(3 * HOUR))).toBe(false);
    expect(allows(announced(), "resume", at(2 * HOUR))).toBe(false);
  });

  test("nothing that is over is ended or cancelled", () => {
    expect(allows(onAir(0), "end", at(100_000))).toBe(true);
    expect(allows(onAir(0), "end", at(180_000))).toBe(false);
    expect(allows(announced(), "cancel", at(0))).toBe(true);
    expect(allows(announced(), "cancel", at(HOUR))).toBe(false);
    expect(() => requireAction(onAir(0), "cancel", at(1))).toThrow("LIVESTREAM_STATE");
    expect(isOver(announced({ status: "draft" }), at(9 * HOUR))).toBe(false);
  });
});
