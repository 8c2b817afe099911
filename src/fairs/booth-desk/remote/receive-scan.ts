import type { RequestContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { openBooth } from "../booth.ts";
import { scanIn } from "../visits/scan-in.ts";
import type { BoothScanCommand, ScanAnswer } from "./schema.ts";

/**
 * Records a scan at a booth of an enterprise of another node, which that node sends, once per command. It is
 * the same visit as one at an own booth. Scans count until a week after the close, because a node may be
 * down. Throws NOT_FOUND unless the booth is the enterprise's, and the errors of `scanAtBooth`.
 */
export async function receiveScan(
  ctx: RequestContext,
  { registrationId, scannedAt, ...scan }: BoothScanCommand & { registrationId: string },
): Promise<ScanAnswer> {
  const answer = await inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId, late: true });
    if (!booth.hostedHere) throw notFound();
    const command = { type: "booth.scan", target: registrationId, id: undefined, input: scan };
    return runOnce(tx, ctx, command, async () => {
      const input = { ...scan, registrationId, heldSince: scannedAt };
      const { visitId, outcome, intent, entered } = await scanIn(tx, ctx, booth, input);
      return { visitId, outcome, intent, entered };
    });
  });
  ctx.ring("changes");
  return answer;
}
