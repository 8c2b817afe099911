/**
 * Runs `step` for each item and counts those for which it returns true. If one fails, the others still go on;
 * then the first error is thrown.
 */
export async function eachAlone<One>(
  items: readonly One[],
  step: (one: One) => Promise<boolean>,
): Promise<number> {
  const failures: unknown[] = [];
  let done = 0;
  for (const one of items)
    try {
      if (await step(one)) done += 1;
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
  return done;
}
