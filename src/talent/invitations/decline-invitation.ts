import type { Tx } from "../../../db/client.ts";
import { subjectAt } from "../../candidates/index.ts";
import { homeCityOfPerson } from "../../identity/index.ts";
import { writeCommand } from "../../peers/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { requirePerson } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit, runOnce } from "../../platform/core/store.ts";
import { declineSent, declineTold } from "./store.ts";

/** Kind of an invitation in commands and in the audit. */
const KIND = "talentInvitation";

/** Sends the answer to the city of the enterprise, at another node. */
async function sendDecline(
  tx: Tx,
  ctx: RequestContext,
  { id, personId, home }: { id: string; personId: string; home: string },
): Promise<void> {
  const city = await homeCityOfPerson(tx, personId);
  if (city === null) return;
  await writeCommand(tx, ctx, {
    type: "decline",
    target: { city: home, kind: KIND, id },
    actor: { city, role: "seeker", subject: await subjectAt(tx, personId, home) },
    needs: [],
    payload: {},
    subject: { kind: KIND, id },
  });
}

/**
 * Answers an invitation: the posting does not suit the person. No reason is asked. The enterprise sees the
 * answer. A repeat changes nothing. Throws NOT_FOUND for an invitation to another person.
 */
export async function declineInvitation(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const personId = requirePerson(ctx.actor);
  await inTransaction(ctx, (tx) =>
    runOnce(tx, ctx, { type: "talent.decline", target: id, id: undefined, input: null }, async () => {
      const told = await declineTold(tx, { id, personId });
      const answered = told ?? (await declineSent(tx, { id, personId }));
      if (!answered) throw notFound();
      if (!answered.first) return { id };
      if (told) await sendDecline(tx, ctx, { id, personId, home: told.home });
      await recordAudit(tx, ctx, { action: "talent.decline", subjectKind: KIND, subjectId: id });
      return { id };
    }),
  );
  ctx.ring("changes");
}
