import type { Capability } from "../platform/program/index.ts";

export const channels = {
  name: "channels",
  routes: () => [] as const,
} as const satisfies Capability;
