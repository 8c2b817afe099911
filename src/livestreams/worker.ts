import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { cutTask, sealTask } from "./recordings/index.ts";
import { cutRecordings } from "./recordings/work/cut-recordings.ts";
import { sealRecordings } from "./recordings/work/seal-recordings.ts";
import { programmeLoop } from "./room/loop.ts";
import { probeLoop } from "./signal/probe/loop.ts";
import { tendLivestreams, tendTask } from "./tend.ts";

export const livestreamsWork = {
  capability: "livestreams",
  tasks: [
    handleTask(tendTask, { external: true, run: tendLivestreams }),
    handleTask(cutTask, { external: true, run: cutRecordings }),
    handleTask(sealTask, { external: true, run: sealRecordings }),
  ],
  loops: [probeLoop, programmeLoop],
} as const satisfies Background;
