export type Timed = { kind: string; ms: number };

export const percentile = (times: number[], p: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0;

/** Rounds to one decimal place. */
export const tenths = (figure: number): number => Math.round(figure * 10) / 10;
export const hundredths = (figure: number): number => Math.round(figure * 100) / 100;

/** Returns a percentile of the times in milliseconds: of all queries, or of one kind. */
export const timeAt = (times: Timed[], p: number, kind?: string): number =>
  tenths(
    percentile(
      times.filter((one) => kind === undefined || one.kind === kind).map(({ ms }) => ms),
      p,
    ),
  );

/** Sends all queries with a fixed concurrency. Returns the time of each and the rate per second. */
export async function timeAll<T extends { kind: string }>(
  all: readonly T[],
  atOnce: number,
  ask: (one: T) => Promise<number>,
): Promise<{ times: Timed[]; perS: number }> {
  const times: Timed[] = [];
  const left = [...all];
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = left.shift(); one; one = left.shift())
        times.push({ kind: one.kind, ms: await ask(one) });
    }),
  );
  return { times, perS: all.length / ((performance.now() - startMs) / 1_000) };
}
