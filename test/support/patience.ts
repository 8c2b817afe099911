/**
 * Time limit of a test in milliseconds. It only ends tests that hang, so it is long enough for a slow
 * machine.
 */
export const HANGS_MS = 300_000;

/**
 * Options of `vi.waitFor` and `expect.poll`. The timeout is shorter than the time limit of a test, so that a
 * failure names the condition.
 */
export const PATIENCE = { interval: 50, timeout: 240_000 };
