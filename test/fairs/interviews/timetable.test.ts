import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TimetableProblem, TimetableSlot } from "../../../src/fairs/interviews/timetable/problem.ts";
import { solveTimetable } from "../../../src/fairs/interviews/timetable/solve.ts";
import { upperBound } from "../../factories/timetable-bound.ts";
import { faultsOf, firstCome } from "../../factories/timetables.ts";

/** Booths a and b are in one hall, c is in another city. */
const walkMin = (a: string, b: string) => (a === b ? 0 : a === "c" || b === "c" ? Infinity : 5);
const BOOTHS = ["a", "b", "c"];

const slot = fc.record({
  booth: fc.constantFrom(...BOOTHS),
  recruiter: fc.integer({ min: 1, max: 2 }),
  startMin: fc.integer({ min: 0, max: 10 }).map((n) => n * 5),
  minutes: fc.constantFrom(5, 10, 15),
  capacity: fc.constantFrom(1, 1, 1, 3),
});
const wish = fc.record({
  person: fc.integer({ min: 0, max: 7 }),
  booth: fc.constantFrom(...BOOTHS),
  rank: fc.integer({ min: 1, max: 3 }),
  fromMin: fc.constantFrom(undefined, 10, 20),
  remote: fc.boolean(),
});
/** Generates small problems: slots that may overlap, people with several wishes, some fixed interviews. */
const problems = fc
  .tuple(fc.array(slot, { maxLength: 14 }), fc.array(wish, { maxLength: 16 }), fc.integer({ min: 0, max: 3 }))
  .map(([slots, wishes, kept]): TimetableProblem => {
    const made = slots.map(({ minutes, ...one }, n) => ({
      ...one,
      id: `s${n}`,
      endMin: one.startMin + minutes,
    }));
    const asked = wishes
      .filter((one, n) => wishes.findIndex((w) => w.person === one.person && w.booth === one.booth) === n)
      .map(({ person, booth, rank, fromMin, remote }) => ({
        id: `p${person}-${booth}`,
        person: `p${person}`,
        booth,
        rank,
        spot: remote ? "corner" : booth,
        ...(fromMin === undefined ? {} : { fromMin }),
      }));
    const open = { slots: made, wishes: asked, fixed: [], walkMin };
    const standing = solveTimetable(open).slice(0, kept);
    const placeOf = new Map(asked.map((one) => [one.id, one]));
    const fixed = standing.flatMap(({ wishId, slotId }) => {
      const one = placeOf.get(wishId);
      return one ? [{ person: one.person, spot: one.spot, slotId }] : [];
    });
    const rest = asked.filter((one) => !standing.some(({ wishId }) => wishId === one.id));
    return { ...open, wishes: rest, fixed };
  });

const line = (booth: string, count: number, minutes = 10): TimetableSlot[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${booth}${n}`,
    booth,
    recruiter: 1,
    startMin: n * minutes,
    endMin: (n + 1) * minutes,
    capacity: 1,
  }));
const asks = (person: string, booth: string, rank = 1) => ({
  id: `${person}-${booth}`,
  person,
  booth,
  rank,
  spot: booth,
});

describe("timetable solver", () => {
  test("puts nobody in two places, double-books no recruiter, respects group sizes and walking times", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        expect(faultsOf(problem, solveTimetable(problem))).toEqual([]);
      }),
      {
        numRuns: 1_000,
      },
    );
  });

  test("omits no wish that would fit", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const booked = solveTimetable(problem);
        const met = new Set(booked.map(({ wishId }) => wishId));
        for (const one of problem.wishes.filter(({ id }) => !met.has(id)))
          for (const free of problem.slots.filter(({ booth }) => booth === one.booth))
            expect(faultsOf(problem, [...booked, { wishId: one.id, slotId: free.id }])).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("gives the same result for any input order", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const turned = {
          ...problem,
          slots: [...problem.slots].reverse(),
          wishes: [...problem.wishes].reverse(),
          fixed: [...problem.fixed].reverse(),
        };
        expect(solveTimetable(turned)).toEqual(solveTimetable(problem));
      }),
    );
  });

  test("is maximal if everybody has one wish, and never exceeds the bound", () => {
    const single = problems.map((problem) => {
      const slots = problem.slots.map((one, n) => ({ ...one, recruiter: n }));
      const seen = new Set<string>();
      const wishes = problem.wishes.filter(({ person }) => !seen.has(person) && seen.add(person));
      return { ...problem, slots, wishes, fixed: [] };
    });
    fc.assert(
      fc.property(single, (problem) => {
        expect(solveTimetable(problem)).toHaveLength(upperBound(problem));
      }),
      { numRuns: 500 },
    );
    const free = problems.map((problem) => ({ ...problem, fixed: [] }));
    fc.assert(
      fc.property(free, (problem) => {
        expect(solveTimetable(problem).length).toBeLessThanOrEqual(upperBound(problem));
      }),
    );
  });

  test("moves people along a chain to fit one more, where first come, first served omits two", () => {
    const early = (person: string, booth: string) => ({ ...asks(person, booth), untilMin: 10 });
    const problem = {
      slots: [...line("a", 2), ...line("b", 2)],
      wishes: [asks("p1", "a"), asks("p2", "b"), early("p3", "a"), early("p4", "b")],
      fixed: [],
      walkMin,
    };
    expect(firstCome(problem)).toHaveLength(2);
    expect(solveTimetable(problem)).toHaveLength(4);
  });

  test("gives everybody a first interview before anybody a second", () => {
    const wishes = [asks("p1", "a"), asks("p1", "b", 2), asks("p2", "b", 1)];
    const booked = solveTimetable({ slots: [...line("a", 1), ...line("b", 1)], wishes, fixed: [], walkMin });
    expect(booked.map(({ wishId }) => wishId).sort()).toEqual(["p1-a", "p2-b"]);
  });

  test("counts existing interviews: people without one come first", () => {
    const fixed = [{ person: "p1", slotId: "b0", spot: "b" }];
    const wishes = [asks("p1", "a"), asks("p2", "a")];
    const slots = [...line("a", 4).slice(3), ...line("b", 1)];
    const booked = solveTimetable({ slots, wishes, fixed, walkMin });
    expect(booked).toEqual([{ wishId: "p2-a", slotId: "a3" }]);
  });

  test("keeps existing interviews when somebody does not come, and fills the free time", () => {
    const problem = {
      slots: line("a", 3),
      wishes: ["p1", "p2", "p3", "p4"].map((p) => asks(p, "a")),
      fixed: [],
      walkMin,
    };
    const first = solveTimetable(problem);
    expect(first).toHaveLength(3);
    const [gone, ...staying] = first;
    const fixed = staying.map(({ wishId, slotId }) => ({ person: wishId.slice(0, 2), slotId, spot: "a" }));
    const left = problem.wishes.filter(({ id }) => !first.some(({ wishId }) => wishId === id));
    expect(solveTimetable({ ...problem, wishes: left, fixed })).toEqual([
      { wishId: "p4-a", slotId: gone?.slotId },
    ]);
  });

  test("twin: the checker of the results finds injected faults", () => {
    const slots = [
      ...line("a", 2, 10),
      ...line("b", 2, 10),
      { ...line("a", 1)[0], id: "again" } as TimetableSlot,
    ];
    const problem = {
      slots,
      wishes: [asks("p1", "a"), asks("p1", "b"), asks("p2", "a")],
      fixed: [],
      walkMin,
    };
    const faults = (...pairs: [string, string][]) =>
      faultsOf(
        problem,
        pairs.map(([wishId, slotId]) => ({ wishId, slotId })),
      ).join();
    expect(faults(["p1-a", "a0"], ["p1-b", "b0"])).toContain("two places");
    expect(faults(["p1-a", "a0"], ["p1-b", "b1"])).toContain("runs");
    expect(faults(["p1-a", "a0"], ["p2-a", "a0"])).toContain("over its size");
    expect(faults(["p1-a", "a0"], ["p2-a", "again"])).toContain("double");
  });
});
