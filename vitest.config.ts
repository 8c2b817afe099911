import { defineConfig } from "vitest/config";
import { HANGS_MS } from "./test/support/patience.ts";

/**
 * They measure the process, replace a module, or fill what a process keeps: words, breakers of engines, limits per
 * address.
 */
const ALONE = [
  "test/golden/**/*.test.ts",
  "test/imports/reading/memory.test.ts",
  "test/platform/http/*limits.test.ts",
  "test/postings/scratch-column.test.ts",
  "test/search/**/*.test.ts",
];
const FAULTS = "test/fault/**";
/** Long tests of several nodes: `npm run test:interop`. */
const INTEROP = "test/interop/**";

const common = { testTimeout: HANGS_MS, hookTimeout: HANGS_MS };
const oxc = { jsx: { runtime: "automatic", importSource: "hono/jsx" } } as const;

/**
 * Each file has a database and browser contexts of its own. The program's modules are loaded once per worker, not
 * per file: loading them takes over three seconds of processor time.
 */
export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    maxWorkers: 2,
    reporters: ["default"],
    projects: [
      {
        oxc,
        test: {
          ...common,
          name: "shared",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [FAULTS, INTEROP, ...ALONE],
          isolate: false,
        },
      },
      { oxc, test: { ...common, name: "alone", include: ALONE } },
    ],
  },
});
