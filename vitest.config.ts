import { defineConfig } from "vitest/config";
import { HANGS_MS } from "./test/support/patience.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/fault/**"],
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    maxWorkers: 2,
    reporters: ["default"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
});
