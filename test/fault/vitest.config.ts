import { defineConfig } from "vitest/config";

/** Faults in real time: minutes, not seconds. Each test prints one JSON line. */
export default defineConfig({
  test: {
    include: ["test/fault/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
