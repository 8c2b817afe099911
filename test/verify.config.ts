import { defineConfig } from "vitest/config";
import { HANGS_MS } from "./support/patience.ts";
import { pureTests } from "./support/pure-tests.ts";

/**
 * The tests of `npm run verify`: those of test/architecture, and all others that need neither a database nor
 * another process. All run in one process that loads the program's modules once. A second one would load them
 * again, while the compiler and the linter need the other core.
 */
export default defineConfig({
  test: {
    include: ["test/architecture/**/*.test.ts", ...pureTests()],
    testTimeout: HANGS_MS,
    isolate: false,
    maxWorkers: 1,
    reporters: ["default"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
});
