import type { Tx } from "../../../../db/client.ts";
import { type NewNotice, notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { makeNotice, type Shown } from "../../notices.ts";
import { openApplicationsTo } from "./store.ts";

/** Notifies everybody whose application to a posting waits, once per `cause`. */
export async function tellApplicants(
  tx: Tx,
  ctx: RequestContext,
  about: {
    postingId: string;
    title: string;
    /** Whether the posting is shown after its return; null if it is closed. */
    returned: Shown | null;
    cause: string;
  },
): Promise<void> {
  const { postingId, title, returned, cause } = about;
  const notices = (await openApplicationsTo(tx, postingId)).map(({ id, accountId }): NewNotice => {
    const to = { account: accountId, subjectId: id, cause: `${cause}:${id}` };
    return returned === null
      ? makeNotice("appliedPostingClosed", { ...to, params: { title } })
      : makeNotice("appliedPostingReturned", { ...to, params: { title, shown: returned } });
  });
  await notify(tx, ctx, notices);
}
