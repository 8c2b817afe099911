import type { RequestContext } from "../../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { certificateText, type Statement, signAs } from "./certificate.ts";
import { keepCertificate, lockExit } from "./store.ts";

const RETRY_S = 30;

/**
 * Answers a city that left with the certificate, signed by the party that this node hosts. A repeated
 * question gets the same note. `cities` are those of the node that asks. Throws NOT_FOUND unless one of
 * them left, and NEEDS_MISSING until all is deleted here.
 */
export async function answerExit(
  ctx: RequestContext,
  { statement, cities }: { statement: Statement; cities: readonly string[] },
): Promise<string> {
  requireSystem(ctx.actor);
  const { agreement: document, left: leftCity, party } = statement;
  if (!cities.includes(leftCity)) throw notFound();
  return inTransaction(ctx, async (tx) => {
    const exit = orNotFound(await lockExit(tx, { document, leftCity, party }));
    if (exit.own !== party) throw notFound();
    if (exit.note) return exit.note;
    if (!exit.purgedAt) throw new AppError("NEEDS_MISSING", { retryAfterS: RETRY_S });
    const text = certificateText(statement, { purged: exit.purged, at: exit.purgedAt });
    const note = await signAs({ ...ctx, db: tx }, party, text);
    await keepCertificate(tx, exit, { note, complete: false });
    await recordAudit(tx, ctx, {
      action: "agreement.exit_answered",
      subjectKind: "agreement",
      subjectId: document,
      city: party,
      detail: { left: leftCity },
    });
    return note;
  });
}
