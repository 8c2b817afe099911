import { type Filter, SHIFTS } from "../filter.ts";
import type { Term } from "../words/parse-query.ts";
import { WORTH, worthsOf } from "../words/worth.ts";
import { termCondition } from "./query.ts";
import { containsAny } from "./terms.ts";

/** Conditions that earn points, highest first. A document earns the points of the first that it meets. */
type Part = { points: number; condition: string }[];

const isOneOf = (attribute: string, values: readonly string[]) => `${attribute} IN [${values.join(", ")}]`;

/** Returns the conditions under which a posting meets a filter for certain, as the PostgreSQL engine does. */
function certain(filter: Filter): string[] {
  const { payMin, payMax, shift, payday, notShift, experienceYears, education } = filter;
  const others = SHIFTS.filter((one) => !shift?.includes(one));
  return [
    ...(payMin === undefined || payMax !== undefined ? [] : [`monthMin >= ${payMin}`]),
    ...(shift ? others.slice(0, 1).map(() => `NOT ${isOneOf("shifts", others)}`) : []),
    ...(payday ? [isOneOf("payday", payday)] : []),
    ...(notShift && !notShift.includes("day") ? ["shifts = day"] : []),
    ...(experienceYears === 0 ? ["waived = experience"] : []),
    ...(education === 0 ? ["waived = education"] : []),
  ];
}

/**
 * Points of the PostgreSQL engine in steps, so that the sums of several terms are few. A whole title counts
 * as a word of the title: no title consists of two terms.
 */
type Scale = (worth: number) => number;
const STEPS = [3, 6, 9];
const EXACT: Scale = (worth) => worth - WORTH.rest;
const FINE: Scale = (worth) => STEPS.filter((step) => worth >= step).length;
const ROUGH: Scale = (worth) => Math.min(FINE(worth), 2);
const COARSE: Scale = (worth) => (worth >= WORTH.place ? 1 : 0);

/** Highest number of terms and filters whose points are added; the others do not affect the order. */
const PARTS_MAX = 5;
const scaleOf = (parts: number): Scale => [EXACT, EXACT, FINE, ROUGH][parts] ?? COARSE;

function partOf(term: Term, scale: Scale): Part {
  const byPoints = new Map<number, string[]>();
  for (const { worth, ways } of worthsOf(term)) {
    const points = scale(worth);
    const condition = containsAny(ways);
    if (points > 0 && condition) byPoints.set(points, [...(byPoints.get(points) ?? []), condition]);
  }
  return [...byPoints].map(([points, conditions]) => ({ points, condition: anyOf(conditions) }));
}

const anyOf = (conditions: readonly string[]) =>
  conditions.length === 1 ? (conditions[0] ?? "") : `(${conditions.join(" OR ")})`;

/**
 * Returns conditions of which each document meets exactly one, with their points, the last with none. `least`
 * is a condition that every document must meet; those that earn points imply it.
 */
const separate = ({ part, least }: Counted): Part =>
  [...part, null].map((own, at) => {
    const better = part.slice(0, at).map(({ condition }) => condition);
    const conditions = [
      ...(own ? [own.condition] : least ? [least] : []),
      ...(better.length > 0 ? [`NOT ${anyOf(better)}`] : []),
    ];
    return { points: own?.points ?? 0, condition: conditions.join(" AND ") };
  });

type Counted = { part: Part; least: string | null };

/** The order by relevance: `levels` are conditions, best first, and `always` those that every match meets. */
export type Ranking = { levels: string[]; always: string[] };

function compute(terms: readonly Term[], sure: string[]): Ranking | null {
  const counted = Math.min(terms.length + sure.length, PARTS_MAX);
  const scale = scaleOf(counted);
  const all: Counted[] = [
    ...terms.map((term) => ({ part: partOf(term, scale), least: termCondition(term) })),
    ...sure.map((condition) => ({
      part: [{ points: counted === 1 ? WORTH.certain : 1, condition }],
      least: null,
    })),
  ];
  const counts = (one: Counted, at: number) => at < PARTS_MAX && one.part.length > 0;
  let sums = new Map<number, string[]>([[0, []]]);
  for (const one of all.filter(counts)) {
    const longer = new Map<number, string[]>();
    for (const [sum, ways] of sums)
      for (const { points, condition } of separate(one)) {
        const joined = ways.length > 0 ? ways.map((way) => `${way} AND ${condition}`) : [condition];
        longer.set(sum + points, [...(longer.get(sum + points) ?? []), ...joined]);
      }
    sums = longer;
  }
  if (sums.size < 2) return null;
  return {
    levels: [...sums]
      .sort(([a], [b]) => b - a)
      .map(([, ways]) => anyOf(ways.map((way) => (ways.length > 1 ? `(${way})` : way)))),
    always: all.flatMap((one, at) => (counts(one, at) || !one.least ? [] : [one.least])),
  };
}

const KEPT_MAX = 50;
/** Rankings by the terms of a parsed query, which are the same array each time, and by filters. */
const kept = new WeakMap<readonly Term[], Map<string, Ranking | null>>();

/**
 * Returns the order by relevance as filter conditions. Each document that matches the terms meets exactly one
 * level, no other document meets any, and documents of one level are ordered by time. Points are the sum over
 * terms and filters, as in the PostgreSQL engine. They are exact for a single term and rounded to steps for
 * several. Returns null if every document has the same rank.
 */
export function rankingOf(terms: readonly Term[], filter: Filter): Ranking | null {
  const sure = certain(filter);
  const key = sure.join(" ");
  const mine = kept.get(terms) ?? new Map<string, Ranking | null>();
  kept.set(terms, mine);
  const known = mine.get(key);
  if (known !== undefined) return known;
  const ranking = compute(terms, sure);
  if (mine.size >= KEPT_MAX) mine.clear();
  mine.set(key, ranking);
  return ranking;
}
