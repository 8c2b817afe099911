/** Creates a seeded random generator (mulberry32), so that the demo data is equal on every machine. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    /** Returns an integer from min to max, inclusive. */
    between: (min: number, max: number) => min + below(max - min + 1),
    chance: (p: number) => next() < p,
    pick<T>(items: readonly T[]): T {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
    /** Returns `n` different items in random order. */
    some<T>(items: readonly T[], n: number): T[] {
      const rest = [...items];
      return Array.from({ length: Math.min(n, rest.length) }, () =>
        rest.splice(below(rest.length), 1),
      ).flat();
    },
  };
}

export type Random = ReturnType<typeof createRandom>;
