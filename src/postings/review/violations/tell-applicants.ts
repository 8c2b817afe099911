import type { Tx } from "../../../../db/client.ts";
import { type NewNotice, notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { makeNotice } from "../../notices.ts";
import { openApplicationsTo } from "./store.ts";

/** Notifies everybody whose application to a posting waits, once per `cause`. */
export async function tellApplicants(
  tx: Tx,
  ctx: RequestContext,
  about: {
    kind: "appliedPostingClosed" | "appliedPostingReturned";
    postingId: string;
    title: string;
    cause: string;
  },
): Promise<void> {
  const { kind, postingId, title, cause } = about;
  const notices = (await openApplicationsTo(tx, postingId)).map(
    ({ id, accountId }): NewNotice =>
      makeNotice(kind, { account: accountId, subjectId: id, params: { title }, cause: `${cause}:${id}` }),
  );
  await notify(tx, ctx, notices);
}
