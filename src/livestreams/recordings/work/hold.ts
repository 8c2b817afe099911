import type { RecordingFault } from "../../../../db/schema/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { redactError } from "../../../platform/core/redact.ts";
import { backoffMin } from "../rules.ts";
import { extendHold, type Held, letGo } from "../store/work.ts";

const EXTEND_MS = 30_000;

/** A failure with its reason, as officers read it. */
export class RecordingError extends Error {
  readonly fault: RecordingFault;
  constructor(fault: RecordingFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

const FAULT_OF: Readonly<Record<string, RecordingFault>> = {
  FILE_QUOTA_FULL: "full",
  STORAGE_FULL: "full",
  FILE_TYPE_REFUSED: "refused",
};

const faultOf = (error: unknown): RecordingFault => {
  if (error instanceof RecordingError) return error.fault;
  return (error instanceof AppError && FAULT_OF[error.code]) || "other";
};

/**
 * Takes hold of recordings one after the other and works on each, until none is due. While it works on one,
 * it extends its hold; after a kill the hold ends by itself. A failure is noted with the time of the next
 * try, and the others go on. Returns the number of successes.
 */
export async function workOn<T extends Held>(
  ctx: RequestContext,
  hold: () => Promise<T | undefined>,
  work: (held: T) => Promise<void>,
): Promise<number> {
  let done = 0;
  for (let held = await hold(); held; held = await hold()) {
    const mine = held;
    const alive = setInterval(() => extendHold(ctx.db, mine).catch(() => undefined), EXTEND_MS);
    try {
      await work(mine);
      done += 1;
    } catch (error) {
      const fault = faultOf(error);
      ctx.log.warn({ recording: mine.id, fault, error: redactError(error) }, "a recording has to wait");
      await letGo(ctx.db, mine, { fault, afterMin: backoffMin(mine.tries) });
    } finally {
      clearInterval(alive);
    }
  }
  return done;
}
