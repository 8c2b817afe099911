import { defineConfig } from "vitest/config";

/** Tests of several nodes over real connections. They run for minutes. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["test/interop/**/*.test.ts", "test/federation/interop/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
