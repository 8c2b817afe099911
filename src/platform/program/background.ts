import type { Consumer } from "../changes/index.ts";
import type { RequestContext } from "../context.ts";
import type { TaskWork } from "../tasks/index.ts";

/** One turn of a loop. Returns the pause in ms before the next turn. */
type Turn = () => Promise<number>;

/** A loop that every worker process runs. */
export type LoopPart = {
  name: string;
  /**
   * Opens the loop once per process. Returns the function that runs one turn, or null if the loop is not
   * configured. `close` is called after the last turn.
   */
  open(ctx: RequestContext): Promise<Turn | { turn: Turn; close(): Promise<void> } | null>;
  /** Bounds of the pause between two turns in ms. */
  pauseMs: readonly [shortest: number, longest: number];
  /** Doorbell that starts the next turn at once. */
  wokenBy?: "changes";
  /** Log line of a failed turn. The loop continues. */
  failure: { level: "warn" | "error"; message: string };
};

/**
 * The background part of a capability, loaded only by processes with workers. It may use Node and native
 * code.
 */
export type Background = {
  /** Name of the capability to which this work belongs. */
  capability: string;
  /** One handler for each of the capability's tasks. */
  tasks?: readonly TaskWork[];
  consumers?: readonly Consumer[];
  loops?: readonly LoopPart[];
};
