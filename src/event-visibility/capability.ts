import type { Capability } from "../platform/program/index.ts";

export const eventVisibility = {
  name: "event-visibility",
  routes: () => [] as const,
} as const satisfies Capability;
