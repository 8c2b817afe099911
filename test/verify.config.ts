import { defineConfig } from "vitest/config";
import { pureTests } from "./support/pure-tests.ts";

/** The tests of `npm run verify`: architecture and pure ones, without a database or a program. */
export default defineConfig({
  test: {
    include: ["test/architecture/**/*.test.ts", ...pureTests()],
    testTimeout: 60_000,
    maxWorkers: 2,
    reporters: ["default"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
});
