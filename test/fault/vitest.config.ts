import { defineConfig } from "vitest/config";

/** Tests of faults in real time: they run for minutes. Each test prints one JSON line. */
export default defineConfig({
  test: {
    include: ["test/fault/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
