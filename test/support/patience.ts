/** Ends a test that hangs. A slow machine is no fault: no test measures by it. */
export const HANGS_MS = 300_000;

/**
 * Options of `vi.waitFor` and `expect.poll`. Shorter than the test's limit, so that a failure names the
 * condition.
 */
export const PATIENCE = { interval: 50, timeout: 240_000 };
