import type { Capability } from "../platform/program/index.ts";
import { retention } from "./store/owners.ts";

const codes = { WORK_TAKEN: 409 } as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
}

export const worklist = {
  name: "worklist",
  routes: () => [] as const,
  codes,
  retention,
} as const satisfies Capability;
