import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { type TicketRow, updateTicket } from "../store/tickets.ts";
import { routeToHost, sendVisitorAct } from "./visitor.ts";

/**
 * Cancels a ticket that another node issued or is asked for. It ends here at once, whether that node is up or
 * not; the command returns its place there.
 */
export async function giveBack(tx: Tx, ctx: RequestContext, ticket: TicketRow & { accountId: string }) {
  const { id, fairId, hostCity: host, accountId: personId } = ticket;
  await updateTicket(tx, id, { status: "cancelled", waitingSince: null });
  const route = await routeToHost(tx, { personId, host, withdraws: true });
  const target = { kind: "fairTicket", id };
  await sendVisitorAct(tx, ctx, route, { type: "cancelTicket", target, fairId, personId, payload: {} });
  await recordAudit(tx, ctx, {
    action: "fairTicket.cancel",
    subjectKind: "fairTicket",
    subjectId: id,
    city: route.city,
    detail: { fairId },
  });
}
