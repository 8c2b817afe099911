import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import { findStanding } from "../store/tickets.ts";
import type { Issued, Request } from "../taking/issue-ticket.ts";
import type { TakeTicketCommand } from "./schema.ts";
import { insertAsked } from "./store.ts";
import { routeToHost, sendVisitorAct } from "./visitor.ts";

/**
 * Asks the host of a fair at another node for a ticket. The caller holds it as asked for until the host
 * answers. Returns the existing ticket if a concurrent request has asked for one. Throws HOSTED_ELSEWHERE if
 * no agreement lets the caller's city ask.
 */
export async function askForTicket(
  ctx: RequestContext,
  { fair, room, holder, commandId }: Request,
): Promise<Issued> {
  const { accountId: personId } = requireAccount(ctx.actor);
  const command = { type: "fairTicket.take", target: fair.id, id: commandId, input: room };
  return inTransaction(ctx, (tx) =>
    runOnce(tx, ctx, command, async () => {
      const route = await routeToHost(tx, { personId, host: fair.hostCity });
      const [ticketId, reference] = [ctx.ids.uuid(), ctx.ids.reference()];
      if (!(await insertAsked(tx, { id: ticketId, reference, fairId: fair.id, personId, ...room }))) {
        const standing = await findStanding(tx, fair.id, personId);
        if (!standing) throw new AppError("CONFLICT");
        return { id: standing.id, created: false };
      }
      const payload: TakeTicketCommand = { ticketId, reference, ...room, via: holder.via };
      const target = { kind: "fair", id: fair.id };
      await sendVisitorAct(tx, ctx, route, {
        type: "takeTicket",
        target,
        fairId: fair.id,
        personId,
        payload,
      });
      await recordAudit(tx, ctx, {
        action: "fairTicket.ask",
        subjectKind: "fairTicket",
        subjectId: ticketId,
        city: route.city,
        detail: { fairId: fair.id },
      });
      return { id: ticketId, created: true };
    }),
  );
}
