import type { Capability } from "../platform/program/index.ts";

export const history = {
  name: "history",
  routes: () => [] as const,
} as const satisfies Capability;
