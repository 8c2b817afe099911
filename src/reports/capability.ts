import type { Capability } from "../platform/program/index.ts";

export const reports = {
  name: "reports",
  routes: () => [] as const,
} as const satisfies Capability;
