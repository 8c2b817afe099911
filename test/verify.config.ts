import { defineConfig } from "vitest/config";
import { pureTests } from "./support/pure-tests.ts";

/**
 * The tests of `npm run verify`: those of test/architecture, and all others that need neither a database nor
 * another process.
 */
export default defineConfig({
  test: {
    include: ["test/architecture/**/*.test.ts", ...pureTests()],
    testTimeout: 60_000,
    maxWorkers: 2,
    reporters: ["default"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
});
