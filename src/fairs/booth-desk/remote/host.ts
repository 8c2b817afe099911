import type { Tx } from "../../../../db/client.ts";
import { isServed, writeCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import type { Booth } from "../store/desk.ts";
import { cityOfEnterprise } from "./store.ts";

type At = { enterpriseId: string; host: string };

async function requireServed(
  tx: Tx,
  { enterpriseId, host }: At,
  act: { type: string; kind: string },
): Promise<string> {
  const city = await cityOfEnterprise(tx, enterpriseId);
  if (city === null || !(await isServed(tx, { city, receiver: host, ...act })))
    throw new AppError("HOSTED_ELSEWHERE");
  return city;
}

/**
 * Returns the city that sends scans of an enterprise to the host of a fair at another node. Throws
 * HOSTED_ELSEWHERE unless an agreement in force lets it.
 */
export const requireBoothScans = (tx: Tx, at: At): Promise<string> =>
  requireServed(tx, at, { type: "boothScan", kind: "fairExhibitor" });

/** The same for what recruiters do with queue, slots and meeting room. */
export const requireBoothActs = (tx: Tx, at: At): Promise<string> =>
  requireServed(tx, at, { type: "boothAct", kind: "boothTurn" });

/** Sends a command about a booth to its fair's host. The acts of one booth go one after the other. */
export async function sendBoothCommand(
  tx: Tx,
  ctx: RequestContext,
  { registrationId: id, hostCity, enterpriseId }: Booth,
  { type, city, payload, withinMs }: { type: string; city: string; payload: unknown; withinMs: number },
): Promise<void> {
  await writeCommand(tx, ctx, {
    type,
    target: { city: hostCity, kind: "fairRegistration", id },
    actor: { city, role: "member", subject: enterpriseId },
    needs: [],
    payload,
    subject: { kind: type, id },
    withinMs,
  });
}
