/**
 * Returns functions for a value that a first start can compute while the database starts. `begin` computes it
 * ahead, unless it was taken. `take` returns it and forgets it, so that it uses no memory later. Without
 * `begin`, `take` computes the value itself.
 */
export function ahead<T>(compute: () => Promise<T>): { begin(): Promise<void>; take(): Promise<T> } {
  let begun: Promise<T> | undefined;
  let taken = false;
  return {
    async begin() {
      if (!taken) begun ??= compute();
      await begun;
    },
    take() {
      const value = begun ?? compute();
      begun = undefined;
      taken = true;
      return value;
    },
  };
}
