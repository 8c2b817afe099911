import type { RequestContext } from "../../../platform/context.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { openBooth } from "../booth.ts";
import { sendScan } from "../remote/send-scan.ts";
import type { BoothScanned } from "../schema.ts";
import { type Input, scanIn, writtenAt } from "./scan-in.ts";

/**
 * Scans a ticket at a booth and records a visit. If the ticket has an account, also sends the person's
 * application to the posting; a person of another node is told there, and applies there. A scan at a fair of
 * another node is sent to its host. A repeated scan with the same `nonce` counts once. Throws INVALID_INPUT
 * on `code` (UNKNOWN_TICKET, TICKET_NOT_VALID, OTHER_VENUE, FAIR_EARLY), `postingId` if the booth does not
 * show it, `callName` (REQUIRED without a card), `agreed` if name or skills are given without agreement.
 * Throws POSTING_STATE if the posting is not open, and the errors of `openBooth`.
 */
export async function scanAtBooth(ctx: RequestContext, input: Input): Promise<BoothScanned> {
  const { nonce, registrationId, heldSince, ...said } = input;
  const scanned = await inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId, late: heldSince !== undefined });
    const asked = { type: "booth.scan", target: registrationId, id: nonce, input: said };
    return runOnce(tx, ctx, asked, () =>
      booth.hostedHere
        ? scanIn(tx, ctx, booth, input)
        : sendScan(tx, ctx, booth, { ...input, at: writtenAt(booth, input) }),
    );
  });
  ctx.ring("changes");
  return scanned;
}
