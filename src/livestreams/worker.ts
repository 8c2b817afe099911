import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { probeLoop } from "./signal/probe/loop.ts";
import { tendLivestreams, tendTask } from "./tend.ts";

export const livestreamsWork = {
  capability: "livestreams",
  tasks: [handleTask(tendTask, { external: true, run: tendLivestreams })],
  loops: [probeLoop],
} as const satisfies Background;
