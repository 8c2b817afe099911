/** Returns a function that passes on at most one line a second, so that a log stays short. */
export function everySecond(say: (line: string) => void): (line: () => string) => void {
  let lastMs = Date.now();
  return (line) => {
    if (Date.now() - lastMs < 1_000) return;
    lastMs = Date.now();
    say(line());
  };
}
