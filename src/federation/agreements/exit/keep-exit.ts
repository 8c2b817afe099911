import type { RequestContext } from "../../../platform/context.ts";
import { invalid, orNotFound } from "../../../platform/core/errors.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { readCertificate, signedBy } from "./certificate.ts";
import { type ExitKey, keepCertificate, lockExit } from "./store.ts";

/**
 * Keeps a certificate that both sides signed. Throws INVALID_INPUT unless both signatures count and the text
 * is the one that the party signed, NOT_FOUND for an unknown exit.
 */
export async function keepExit(ctx: RequestContext, note: string): Promise<void> {
  requireSystem(ctx.actor);
  const line = note.slice(0, Math.max(0, note.indexOf("\n")));
  const data = readCertificate(line);
  if (!data) throw invalid("note", "FORM");
  const key: ExitKey = { document: data.agreement, leftCity: data.left, party: data.party };
  const text = await signedBy(ctx, note, [data.left, data.party]);
  if (text === null) throw invalid("note", "SIGNATURE");
  await inTransaction(ctx, async (tx) => {
    const exit = orNotFound(await lockExit(tx, key));
    if (exit.completedAt) return;
    if (exit.note && !exit.note.startsWith(`${text}\n`)) throw invalid("note", "OTHER_TEXT");
    await keepCertificate(tx, key, { note, complete: true });
    await recordAudit(tx, ctx, {
      action: "agreement.exit_certified",
      subjectKind: "agreement",
      subjectId: key.document,
      city: exit.own,
      detail: { left: key.leftCity, party: key.party },
    });
  });
}
