import type { RequestContext } from "../src/platform/context.ts";
import { redactError } from "../src/platform/core/redact.ts";
import type { LoopPart } from "../src/platform/program/index.ts";
import { type Loop, startLoop } from "./loop.ts";

/** Starts the loops that capabilities declare, except those that are not configured. */
export async function startParts(
  ctx: RequestContext,
  parts: readonly LoopPart[],
): Promise<(Loop & { wokenBy: LoopPart["wokenBy"] | undefined })[]> {
  const loops = [];
  for (const { open, pauseMs, failure, wokenBy } of parts) {
    const opened = await open(ctx);
    if (!opened) continue;
    const { turn, close } =
      typeof opened === "function" ? { turn: opened, close: async () => undefined } : opened;
    const [busyMs, longestMs] = pauseMs;
    const onError = (error: unknown) =>
      ctx.log[failure.level]({ error: redactError(error) }, failure.message);
    const loop = startLoop({ turn, busyMs, idleMs: [longestMs, longestMs], onError });
    const stop = async () => {
      await loop.stop();
      await close();
    };
    loops.push({ ...loop, stop, wokenBy });
  }
  return loops;
}
