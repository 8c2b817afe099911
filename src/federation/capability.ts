import type { Capability } from "../platform/program/index.ts";

export const federation = {
  name: "federation",
  routes: () => [] as const,
} as const satisfies Capability;
