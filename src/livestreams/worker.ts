import type { Background } from "../platform/program/index.ts";
import { probeLoop } from "./signal/probe/loop.ts";

export const livestreamsWork = {
  capability: "livestreams",
  loops: [probeLoop],
} as const satisfies Background;
