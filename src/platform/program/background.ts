import type { Consumer } from "../changes/index.ts";
import type { RequestContext } from "../context.ts";
import type { TaskWork } from "../tasks/index.ts";

/** A loop that every worker process runs. */
export type LoopPart = {
  name: string;
  /**
   * Opens the loop once per process, or returns null if it is not configured. A turn returns the pause before
   * the next one in ms.
   */
  open(ctx: RequestContext): Promise<(() => Promise<number>) | null>;
  /** Bounds of the pause between two turns in ms. */
  pauseMs: readonly [shortest: number, longest: number];
  /** Log line of a failed turn. The loop continues. */
  failure: { level: "warn" | "error"; message: string };
};

/** The background half of a capability, loaded by workers only. It may use Node and native code. */
export type Background = {
  /** Name of the capability that it belongs to. */
  capability: string;
  /** One handler for each of the capability's tasks. */
  tasks?: readonly TaskWork[];
  consumers?: readonly Consumer[];
  loops?: readonly LoopPart[];
};
