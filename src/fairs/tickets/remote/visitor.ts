import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { subjectAt } from "../../../candidates/index.ts";
import { placesOf, settleHomeCity } from "../../../identity/index.ts";
import { isSealable, isServed, writeCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";

/** How an act of a person of ours reaches the host of a fair at another node. */
export type HostRoute = { city: string; host: string };

/** Returns true if people of a city of this node may take tickets for fairs of a host at another node. */
export const servesTickets = (db: DbOrTx, host: string): Promise<boolean> =>
  isServed(db, { city: null, receiver: host, type: "takeTicket", kind: "ticket" });

/** Type of an act at a fair of another node, and the kind of record that answers it. */
type AskedAct = { type: string; kind: string };
const TICKETS: AskedAct = { type: "takeTicket", kind: "ticket" };

async function cityOfPerson(tx: Tx, personId: string, host: string): Promise<string | null> {
  const { personCity } = await placesOf(tx, { personId, city: host });
  if (personCity !== null) return personCity;
  await settleHomeCity(tx, personId);
  return (await placesOf(tx, { personId, city: host })).personCity;
}

/**
 * Returns the way to the host of a fair at another node. Throws HOSTED_ELSEWHERE unless an agreement in force
 * lets the person's city do this there: without `asked`, take tickets. An act that takes back needs none.
 */
export async function routeToHost(
  tx: Tx,
  {
    personId,
    host,
    withdraws = false,
    asked = TICKETS,
  }: { personId: string; host: string; withdraws?: boolean; asked?: AskedAct },
): Promise<HostRoute> {
  const city = await cityOfPerson(tx, personId, host);
  const served = async (own: string) =>
    withdraws ||
    ((await isServed(tx, { city: own, receiver: host, ...asked })) && (await isSealable(tx, host)));
  if (city === null || !(await served(city))) throw new AppError("HOSTED_ELSEWHERE");
  return { city, host };
}

export type VisitorAct = {
  type: string;
  target: { kind: string; id: string };
  fairId: string;
  personId: string;
  payload: unknown;
  /** Time after which the act must no longer run, in milliseconds; without it a week. */
  withinMs?: number | undefined;
};

/**
 * Sends an act of a person at a fair to its host. The acts of one person at one fair go one after the other.
 * So a new ticket never overtakes the cancellation of the former one.
 */
export async function sendVisitorAct(
  tx: Tx,
  ctx: RequestContext,
  { city, host }: HostRoute,
  { type, target, fairId, personId, payload, withinMs }: VisitorAct,
): Promise<void> {
  await writeCommand(tx, ctx, {
    type,
    target: { city: host, ...target },
    actor: { city, role: "seeker", subject: await subjectAt(tx, personId, host) },
    needs: [],
    payload,
    ...(withinMs !== undefined && { withinMs }),
    subject: { kind: "fairVisitor", id: `${fairId}/${personId}` },
  });
}
