import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MediaPlaylist } from "../../../src/livestreams/signal/playlist/schema.ts";
import { lostInMs, pauseMs } from "../../../src/livestreams/signal/probe/pause.ts";
import { observe } from "../../../src/livestreams/signal/rules/observe.ts";
import { faultOf, isAdvancing, isInDoubt, stallMs } from "../../../src/livestreams/signal/rules/stall.ts";
import {
  NO_SIGNAL,
  type Seen,
  type SignalState,
  type Step,
} from "../../../src/livestreams/signal/rules/state.ts";
import { planTakes } from "../../../src/livestreams/signal/takes.ts";

type Shape = { ended?: boolean; targetS?: number; run?: string; gaps?: boolean };
/** Returns a playlist of the segments `from` to `to`, named after their run and number. */
const playlist = (from: number, to: number, shape: Shape = {}): { playlist: MediaPlaylist } => ({
  playlist: {
    kind: "media",
    targetS: shape.targetS ?? 2,
    sequence: from,
    discontinuities: 0,
    ended: shape.ended ?? false,
    segments: Array.from({ length: to - from + 1 }, (_, i) => ({
      uri: `${shape.run ?? "a"}-${from + i}.ts`,
      path: `${shape.run ?? "a"}-${from + i}.ts`,
      durationS: 2,
      discontinuity: false,
      gap: shape.gaps ?? false,
    })),
  },
});
const fault = (name: "unreachable" | "absent" | "slow"): Seen => ({ fault: name });

const T0 = 1_000_000;
/** Looks every three seconds, and returns the last step with its time. */
function look(...seen: Seen[]): Step & { atMs: number } {
  let state: SignalState = NO_SIGNAL;
  let step: Step = { state, advanced: false, restarted: false, ended: false };
  let atMs = T0;
  for (const one of seen) {
    step = observe(state, one, atMs);
    state = step.state;
    atMs += 3_000;
  }
  return { ...step, atMs: atMs - 3_000 };
}
const times = (n: number, seen: Seen) => Array.from({ length: n }, () => seen);

describe("a picture", () => {
  test("one look is no signal, two with a later segment are", () => {
    const one = look(playlist(1, 3));
    expect([one.advanced, isAdvancing(one.state, one.atMs)]).toEqual([false, false]);
    const two = look(playlist(1, 3), playlist(2, 4));
    expect([two.advanced, isAdvancing(two.state, two.atMs), faultOf(two.state, two.atMs)]).toEqual([
      true,
      true,
      null,
    ]);
  });

  test("advances where the playlist only grows", () => {
    expect(look(playlist(0, 3), playlist(0, 4)).advanced).toBe(true);
  });

  test("advances where more came between two looks than the playlist holds", () => {
    expect(look(playlist(0, 3), playlist(40, 43)).advanced).toBe(true);
  });

  test("segments without a picture do not count", () => {
    const step = look(playlist(0, 2), playlist(1, 3, { gaps: true }));
    expect([step.advanced, faultOf(step.state, step.atMs)]).toEqual([false, "empty"]);
  });

  test("is there within six seconds, and lost within twelve, at fragments of two seconds", () => {
    const started = look(playlist(0, 1), playlist(0, 3));
    expect(started.atMs - T0).toBeLessThanOrEqual(6_000);
    // The publisher stopped a moment after a look; the rest of its picture is seen by the next one.
    const [stoppedMs, lastMs] = [started.atMs, started.atMs + 3_000];
    const { state } = look(playlist(0, 1), playlist(0, 3), playlist(0, 4), playlist(0, 4));
    expect(isAdvancing(state, lastMs)).toBe(true);
    expect(isAdvancing(state, stoppedMs + 12_000)).toBe(false);
    expect(faultOf(state, stoppedMs + 12_000)).toBe("frozen");
  });

  test("one more segment of a publisher who fell silent is no signal, a second one is", () => {
    // nginx drops a silent publisher after ten seconds and writes what it holds as a segment.
    const frozen = [playlist(1, 3), playlist(2, 4), ...times(3, playlist(2, 4))];
    const dropped = look(...frozen, playlist(3, 5));
    expect([dropped.advanced, isAdvancing(dropped.state, dropped.atMs)]).toEqual([false, false]);
    expect(isInDoubt(dropped.state, dropped.atMs)).toBe(true);
    // The last segment lies within the time that is waited for: it does not prolong it.
    const early = look(...frozen.slice(0, -1), playlist(3, 5));
    expect([early.advanced, isAdvancing(early.state, early.atMs)]).toEqual([false, false]);
    const back = look(...frozen, playlist(3, 5), playlist(4, 6));
    expect([back.advanced, isInDoubt(back.state, back.atMs)]).toEqual([true, false]);
    const unseen = look(...frozen.slice(0, 2), ...times(2, fault("slow")), playlist(3, 5));
    expect([unseen.advanced, isInDoubt(unseen.state, unseen.atMs)]).toEqual([false, true]);
    const never = look(playlist(0, 0), ...times(3, playlist(0, 0)), playlist(0, 1));
    expect([never.advanced, isAdvancing(never.state, never.atMs)]).toEqual([false, false]);
    const twoAtOnce = look(...frozen, playlist(4, 6));
    expect([twoAtOnce.advanced, isAdvancing(twoAtOnce.state, twoAtOnce.atMs)]).toEqual([true, true]);
  });

  test("that comes at half its speed is a signal", () => {
    // A segment of two seconds takes four: the looks find 0, 1, 1, 1, 0, ... more.
    const seen = Array.from({ length: 20 }, (_, i) => playlist(0, Math.floor((3 * i) / 4) + 1));
    const gaps = seen.map((_, i) => look(...seen.slice(0, i + 1))).filter(({ state }) => state.advancedAtMs);
    expect(gaps.every(({ state, atMs }) => isAdvancing(state, atMs))).toBe(true);
    expect(gaps.length).toBeGreaterThan(15);
  });

  test("is told as lost by a look at that moment", () => {
    const { state, atMs } = look(playlist(1, 3), playlist(2, 4), playlist(2, 4), playlist(2, 4));
    const pause = pauseMs({ due: true, starting: false, failures: 0, lostInMs: lostInMs(state, atMs) });
    expect(isAdvancing(state, atMs + pause - 1)).toBe(true);
    expect(isAdvancing(state, atMs + pause)).toBe(false);
    expect(pause).toBeLessThan(3_000);
  });

  test("longer fragments are waited for longer, within bounds", () => {
    expect([0, 2, 6, 10, 120].map(stallMs)).toEqual([8_000, 8_000, 14_000, 22_000, 60_000]);
  });
});

describe("no picture", () => {
  const lost = (...seen: Seen[]) => {
    const { state, atMs } = look(...seen);
    return [isAdvancing(state, atMs), faultOf(state, atMs)];
  };

  test.each([
    ["nobody sends", [fault("absent")], "absent"],
    ["frozen", times(6, playlist(4, 6)), "frozen"],
    ["frozen after it moved", [playlist(1, 3), ...times(5, playlist(2, 4))], "frozen"],
    [
      "dead after it moved",
      [playlist(1, 3), playlist(2, 4), ...times(4, fault("unreachable"))],
      "unreachable",
    ],
    ["slow after it moved", [playlist(1, 3), playlist(2, 4), ...times(4, fault("slow"))], "slow"],
    ["shrinking", [playlist(1, 9), playlist(1, 8), playlist(1, 7), playlist(1, 6)], "shrinking"],
    [
      "an old copy again and again",
      [playlist(5, 9), playlist(4, 8), playlist(5, 9), playlist(4, 8)],
      "shrinking",
    ],
    ["at its end", [playlist(1, 3), playlist(2, 4), playlist(2, 5, { ended: true })], "ended"],
    ["a film", times(3, playlist(0, 900, { ended: true })), "ended"],
    ["no segments", [{ playlist: { ...playlist(0, 1).playlist, segments: [] } }], "empty"],
  ] satisfies [string, Seen[], string][])("%s", (_, seen, reason) => {
    expect(lost(...seen)).toEqual([false, reason]);
  });

  test("a failed look or two do not lose a picture that moves", () => {
    const step = look(playlist(1, 3), playlist(2, 4), fault("unreachable"), fault("slow"), playlist(6, 8));
    expect(isAdvancing(step.state, step.atMs)).toBe(true);
    const between = look(playlist(1, 3), playlist(2, 4), fault("unreachable"), fault("slow"));
    expect(isAdvancing(between.state, between.atMs)).toBe(true);
  });
});

describe("numbers that start anew", () => {
  test("are another take, and need two looks of their own", () => {
    const restarted = look(playlist(90, 92), playlist(91, 93), playlist(0, 1, { run: "b" }));
    expect([restarted.restarted, isAdvancing(restarted.state, restarted.atMs)]).toEqual([true, false]);
    const on = look(
      playlist(90, 92),
      playlist(91, 93),
      playlist(0, 1, { run: "b" }),
      playlist(0, 3, { run: "b" }),
    );
    expect([on.restarted, on.advanced]).toEqual([false, true]);
  });

  test("are seen at the same numbers by the names of the segments", () => {
    const step = look(playlist(5, 7), playlist(6, 8), playlist(6, 8, { run: "b" }));
    expect([step.restarted, step.advanced]).toEqual([true, false]);
    expect(look(playlist(5, 7), playlist(6, 8, { run: "b" })).restarted).toBe(true);
  });

  test("again and again are a loop, until a minute has passed without", () => {
    const round = [playlist(50, 52), playlist(51, 53), playlist(0, 2), playlist(1, 3)];
    const looping = look(...round, ...round, ...round);
    expect([isAdvancing(looping.state, looping.atMs), faultOf(looping.state, looping.atMs)]).toEqual([
      false,
      "looping",
    ]);
    const moving = Array.from({ length: 25 }, (_, i) => playlist(4 + 2 * i, 6 + 2 * i));
    const healed = look(...round, ...round, ...moving);
    expect(isAdvancing(healed.state, healed.atMs)).toBe(true);
  });
});

test("a clock that was set back by a day makes no old picture new", () => {
  const { state } = look(playlist(1, 3), playlist(2, 4));
  const dayMs = 24 * 3_600_000;
  const back = observe(state, playlist(2, 4), T0 - dayMs);
  expect(isAdvancing(back.state, T0 - dayMs + 9_000)).toBe(false);
  const on = observe(back.state, playlist(3, 5), T0 - dayMs + 3_000);
  expect(on.advanced).toBe(true);
});

test("looks are frequent while it counts, and seldom where nothing comes", () => {
  const of = (due: boolean, starting: boolean, failures: number) => pauseMs({ due, starting, failures });
  expect([of(true, false, 100), of(true, true, 0), of(false, false, 0)]).toEqual([3_000, 1_000, 3_000]);
  expect([1, 2, 5, 50].map((failures) => of(false, false, failures))).toEqual([
    6_000, 12_000, 60_000, 60_000,
  ]);
});

describe("takes", () => {
  const GRACE_MS = 180_000;
  const still = { advanced: false, restarted: false, ended: false, state: NO_SIGNAL };
  const moved = { ...still, advanced: true };
  const plan = (
    step: Step,
    starts: "publish" | "signal",
    take: { startedAtMs: number; advancedAtMs: number | null } | null,
  ) => planTakes({ step, starts, graceMs: GRACE_MS, atMs: T0, take: take && { id: "x", ...take } });
  const open = { startedAtMs: T0 - 60_000, advancedAtMs: T0 - 3_000 };

  test("of an address begin with the picture, of a server with a publisher alone", () => {
    expect(plan(moved, "signal", null)).toEqual({ end: null, begin: true, advance: true });
    expect(plan(moved, "publish", null)).toEqual({ end: null, begin: false, advance: false });
    expect(plan(moved, "publish", open)).toEqual({ end: null, begin: false, advance: true });
    expect(plan(still, "signal", null).begin).toBe(false);
  });

  test("end with the playlist, with another run of numbers, and after the grace", () => {
    expect(plan({ ...still, ended: true }, "publish", open).end).toBe("endlist");
    expect(plan({ ...still, restarted: true }, "signal", open).end).toBe("restarted");
    expect(plan({ ...still, restarted: true }, "publish", open).end).toBeNull();
    expect(plan(still, "signal", { ...open, advancedAtMs: T0 - GRACE_MS }).end).toBeNull();
    expect(plan(still, "signal", { ...open, advancedAtMs: T0 - GRACE_MS - 1 }).end).toBe("lost");
    expect(plan(still, "publish", { startedAtMs: T0 - GRACE_MS - 1, advancedAtMs: null }).end).toBe("lost");
    expect(plan(moved, "signal", { ...open, advancedAtMs: T0 - GRACE_MS - 1 }).end).toBeNull();
  });
});

test("never advances without two different playlists of one run, whatever is seen", () => {
  const seen = fc.oneof(
    fc.constantFrom<Seen>({ fault: "absent" }, { fault: "slow" }),
    fc
      .record({ from: fc.nat(12), length: fc.integer({ min: 1, max: 4 }), run: fc.constantFrom("a", "b") })
      .chain(({ from, length, run }) =>
        fc.boolean().map((ended): Seen => playlist(from, from + length - 1, { run, ended })),
      ),
  );
  const looks = fc.array(fc.tuple(seen, fc.integer({ min: -90_000, max: 90_000 })), { maxLength: 40 });
  fc.assert(
    fc.property(looks, (all) => {
      let state: SignalState = NO_SIGNAL;
      let atMs = T0;
      let lastOf: number | null = null;
      for (const [one, pause] of all) {
        atMs += pause;
        const step = observe(state, one, atMs);
        state = step.state;
        const last = "playlist" in one ? one.playlist.sequence + one.playlist.segments.length - 1 : null;
        if (step.advanced) {
          expect(last).not.toBeNull();
          expect(lastOf).not.toBeNull();
          expect(last ?? 0).toBeGreaterThan(lastOf ?? 0);
          expect("playlist" in one && one.playlist.ended).toBe(false);
        }
        if (isAdvancing(state, atMs)) expect(atMs - (state.advancedAtMs ?? 0)).toBeGreaterThanOrEqual(0);
        lastOf = state.timeline?.last ?? null;
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }
    }),
    { numRuns: 300 },
  );
});
