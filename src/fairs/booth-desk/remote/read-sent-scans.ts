import { z } from "zod";
import type { RequestContext } from "../../../platform/context.ts";
import { ownBooth } from "../booth.ts";
import { ScanAnswer, type SentScanView } from "./schema.ts";
import { type SentScanRow, selectSentScans } from "./store.ts";

const Done = z.object({ result: ScanAnswer });
const Problem = z.object({
  code: z.string(),
  fields: z.array(z.object({ code: z.string() })).optional(),
});

function parsed<S extends z.ZodType>(schema: S, text: string | null): z.infer<S> | null {
  try {
    return schema.safeParse(JSON.parse(text ?? "")).data ?? null;
  } catch {
    return null;
  }
}

function toView({ answer, state, at, ...scan }: SentScanRow): SentScanView {
  const problem = state === "refused" ? parsed(Problem, answer) : null;
  const refusal = problem?.fields?.[0]?.code ?? problem?.code ?? null;
  return {
    ...scan,
    at: at.toISOString(),
    state: state === "waiting" ? "sent" : state === "done" ? "done" : "refused",
    outcome: state === "done" ? (parsed(Done, answer)?.result.outcome ?? null) : null,
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
