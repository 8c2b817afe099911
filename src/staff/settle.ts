import type { Tx } from "../../db/client.ts";
import { markSubjectRead, notify } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError, notFound, orNotFound } from "../platform/core/errors.ts";
import { recordAudit } from "../platform/core/store.ts";
import { makeNotice } from "./notices.ts";
import { type InvitationRow, lockInvitation, settleInvitation } from "./store.ts";

type End = "accepted" | "declined" | "withdrawn";

/**
 * Locks an open invitation that `may` allows, and settles it. The invited person's notice of it counts as
 * read. Writes the audit row.
 */
export async function settle(
  tx: Tx,
  ctx: RequestContext,
  { id, status, may }: { id: string; status: End; may(row: InvitationRow): boolean },
): Promise<InvitationRow> {
  const { row, open } = orNotFound(await lockInvitation(tx, id));
  if (!may(row)) throw notFound();
  if (!open) throw new AppError("INVITATION_ENDED");
  await settleInvitation(tx, id, status);
  const notice = { toKind: "account", subjectKind: "invitation", subjectId: id } as const;
  await markSubjectRead(tx, { ...notice, toId: row.accountId });
  await recordAudit(tx, ctx, {
    action: `staff.${status}`,
    subjectKind: "account",
    subjectId: row.accountId,
    city: row.place.kind === "officer" ? row.place.city : null,
    detail: { invitationId: id, place: row.place },
  });
  return row;
}

/** Tells the inviting person how the invitation ended, and tells an appointed one of the role. */
export async function tell(
  tx: Tx,
  ctx: RequestContext,
  { row, kind, title }: { row: InvitationRow; kind: "staffAccepted" | "staffDeclined"; title: string },
): Promise<void> {
  const about = { subjectId: row.id, params: { title, place: row.place } };
  const cause = `staff:${row.id}:${kind}`;
  const inviter = row.invitedBy ? [makeNotice(kind, { account: row.invitedBy, ...about, cause })] : [];
  const own =
    kind === "staffAccepted"
      ? [makeNotice("staffAppointed", { account: row.accountId, ...about, cause: `${cause}:own` })]
      : [];
  await notify(tx, ctx, [...inviter, ...own]);
}
