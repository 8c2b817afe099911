import type { Tx } from "../../../../db/client.ts";
import { writeCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { invalid } from "../../../platform/core/errors.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { checkCopiedCode } from "../../tickets/index.ts";
import type { BoothScanInput, BoothScanned } from "../schema.ts";
import { type Booth, bringsPosting } from "../store/desk.ts";
import { requireBoothScans } from "./host.ts";
import type { BoothScanCommand } from "./schema.ts";
import { insertSentScan } from "./store.ts";

type Input = BoothScanInput & { registrationId: string };

/**
 * Sends a scan at a booth of a fair of another node to its host, which records the visit. The code is checked
 * here by the keys that the fair's record tells. Name, skills and note stay here. Throws INVALID_INPUT on
 * `code` (UNKNOWN_TICKET, OTHER_VENUE), `postingId` or `agreed`, HOSTED_ELSEWHERE without an agreement.
 */
export async function sendScan(
  tx: Tx,
  ctx: RequestContext,
  booth: Booth,
  { at, ...input }: Input & { at: Date },
): Promise<BoothScanned> {
  const { nonce, registrationId, postingId, code, intent = false } = input;
  const { fairId, venueId, hostCity, enterpriseId } = booth;
  const fault = await checkCopiedCode(tx, { fairId, venueId, code });
  if (fault) throw invalid("code", fault);
  if (!(await bringsPosting(tx, registrationId, postingId))) throw invalid("postingId", "INVALID_VALUE");
  const [callName, canDo, note] = [input.callName || null, input.canDo || null, input.note || null];
  if ((callName ?? canDo) && !input.agreed) throw invalid("agreed", "NOT_AGREED");
  const city = await requireBoothScans(tx, { enterpriseId, host: hostCity });
  const by = accountIdOf(ctx.actor);
  await insertSentScan(tx, { id: nonce, registrationId, postingId, callName, canDo, note, intent, by, at });
  const payload: BoothScanCommand = { nonce, code, postingId, intent, scannedAt: at.toISOString() };
  await writeCommand(tx, ctx, {
    type: "boothScan",
    target: { city: hostCity, kind: "fairRegistration", id: registrationId },
    actor: { city, role: "member", subject: enterpriseId },
    needs: [],
    payload,
    subject: { kind: "boothScan", id: nonce },
  });
  await recordAudit(tx, ctx, {
    action: "booth.sendScan",
    subjectKind: "fairRegistration",
    subjectId: registrationId,
    city,
    detail: { postingId },
  });
  return { visitId: nonce, outcome: "sent", applicationId: null, reference: null, intent, entered: true };
}
