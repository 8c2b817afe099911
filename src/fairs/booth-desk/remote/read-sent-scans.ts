import { z } from "zod";
import type { RequestContext } from "../../../platform/context.ts";
import { ownBooth } from "../booth.ts";
import { parseAnswer, refusalOf } from "./refusal.ts";
import { ScanAnswer, type SentScanView } from "./schema.ts";
import { type SentScanRow, selectSentScans } from "./store.ts";

const Done = z.object({ result: ScanAnswer });
function toView({ answer, state, at, ...scan }: SentScanRow): SentScanView {
  const refusal = state === "refused" ? refusalOf(answer) : null;
  return {
    ...scan,
    at: at.toISOString(),
    state: state === "waiting" ? "sent" : state === "done" ? "done" : "refused",
    outcome: state === "done" ? (parseAnswer(Done, answer)?.result.outcome ?? null) : null,
    refusal: state === "expired" ? "COMMAND_EXPIRED" : refusal,
  };
}

/**
 * Returns the scans of a booth at a fair of another node, newest first, with what its host answered. The
 * caller must be a member of its enterprise.
 */
export async function listSentScans(ctx: RequestContext, registrationId: string): Promise<SentScanView[]> {
  await ownBooth(ctx, registrationId);
  return (await selectSentScans(ctx.db, registrationId)).map(toView);
}
