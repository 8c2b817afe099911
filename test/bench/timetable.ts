import type { TimetableProblem } from "../../src/fairs/interviews/timetable/problem.ts";
import { solveTimetable } from "../../src/fairs/interviews/timetable/solve.ts";
import { upperBound } from "../factories/timetable-bound.ts";
import { faultsOf, firstCome } from "../factories/timetables.ts";
import { report } from "./support.ts";

const [ENTERPRISES, SEEKERS, WISHES, HALLS] = [150, 2_000, 3, 5];
const [FAIR_MIN, WALK_MIN, LIMIT_MS] = [180, 3, 10_000];

/**
 * Returns a generator of pseudorandom numbers in [0, 1) (mulberry32). The same seed gives the same numbers.
 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Returns the problem of a fair of three hours in five halls. Each enterprise has two recruiters with slots
 * of ten to twenty minutes. One in ten enterprises also gives group talks. Popular enterprises get many times
 * as many wishes.
 * Each seeker can only come within a period of at most two hours. For an enterprise in another hall, the
 * seeker stays where he is and is interviewed online.
 */
export function morning(seed = 1): TimetableProblem {
  const random = seeded(seed);
  const upTo = (n: number) => Math.floor(random() * n);
  const booths = Array.from({ length: ENTERPRISES }, (_, n) => ({
    id: `e${n}`,
    hall: n % HALLS,
    minutes: [10, 15, 15, 20][upTo(4)] ?? 15,
    group: n % 10 === 0,
  }));
  const slots = booths.flatMap(({ id, minutes, group }) =>
    [1, 2].flatMap((recruiter) => {
      const from = upTo(3) * 15;
      const until = FAIR_MIN - upTo(3) * 15;
      return Array.from({ length: Math.floor((until - from) / minutes) }, (_, k) => ({
        id: `${id}-${recruiter}-${String(k).padStart(2, "0")}`,
        booth: id,
        recruiter,
        startMin: from + k * minutes,
        endMin: from + (k + 1) * minutes,
        capacity: group && recruiter === 2 && k % 4 === 0 ? 8 : 1,
      }));
    }),
  );
  const popular = () => booths[Math.floor(ENTERPRISES * random() ** 1.6)] ?? booths[0];
  const wishes = Array.from({ length: SEEKERS }, (_, n) => {
    const hall = upTo(HALLS);
    const fromMin = upTo(4) * 30;
    const untilMin = Math.min(FAIR_MIN, fromMin + 60 + upTo(3) * 30);
    const chosen = new Set<string>();
    while (chosen.size < WISHES) {
      const booth = popular();
      if (booth) chosen.add(booth.id);
    }
    return [...chosen].map((booth, at) => {
      const far = booths.find(({ id }) => id === booth)?.hall !== hall;
      const spot = far ? `remote ${hall}` : booth;
      return { id: `p${n}-${at + 1}`, person: `p${n}`, booth, rank: at + 1, spot, fromMin, untilMin };
    });
  }).flat();
  return { slots, wishes, fixed: [], walkMin: (a, b) => (a === b ? 0 : WALK_MIN) };
}

/** Compares the solver with first come, first served, and with the upper bound. */
export async function run(): Promise<void> {
  const problem = morning();
  const startMs = performance.now();
  const booked = solveTimetable(problem);
  const solvedMs = Math.round(performance.now() - startMs);
  const alone = firstCome(problem);
  const bound = upperBound(problem);
  const conflicts = faultsOf(problem, booked).length;
  const wishOf = new Map(problem.wishes.map((wish) => [wish.id, wish]));
  const peopleIn = (all: typeof booked) => new Set(all.map(({ wishId }) => wishOf.get(wishId)?.person)).size;
  const seats = problem.slots.reduce((n, slot) => n + slot.capacity, 0);
  console.table({
    enterprises: ENTERPRISES,
    seekers: SEEKERS,
    wishes: problem.wishes.length,
    seats,
    interviews: booked.length,
    "first come": alone.length,
    "upper bound": bound,
    "people with an interview": peopleIn(booked),
    "of them first come": peopleIn(alone),
    conflicts,
    "solved in ms": solvedMs,
  });
  report({
    name: "timetable",
    ours: booked.length,
    reference: alone.length,
    unit: "interviews",
    bound,
    ofBound: Number((booked.length / bound).toFixed(3)),
    people: peopleIn(booked),
    peopleFirstCome: peopleIn(alone),
    conflicts,
    solvedMs,
    limitMs: LIMIT_MS,
  });
  if (conflicts > 0 || solvedMs > LIMIT_MS || booked.length <= alone.length || booked.length < 0.9 * bound)
    process.exitCode = 1;
}
