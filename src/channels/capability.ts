import type { Capability } from "../platform/program/index.ts";
import { retention } from "./store.ts";

export const channels = {
  name: "channels",
  routes: () => [] as const,
  retention,
} as const satisfies Capability;
