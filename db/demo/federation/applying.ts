import { sql } from "kysely";
import {
  answerApplication,
  apply,
  getMine,
  getReceived,
  withdrawApplication,
} from "../../../src/applications/index.ts";
import { listErasures } from "../../../src/peers/index.ts";
import { contextFor, type RequestContext } from "../../../src/platform/context.ts";
import { AppError } from "../../../src/platform/core/errors.ts";
import { personOf, until } from "./acts.ts";
import type { DemoNode } from "./node.ts";
import type { Region } from "./region.ts";

/** Returns a person of a city who has a card, at the node that hosts the city. */
async function seekerOf({ services }: DemoNode, city: string): Promise<RequestContext> {
  const { rows } = await sql<{ account: string }>`
    select p.account_id as account from profile p join person o on o.account_id = p.account_id
    where o.home_city = ${city} order by p.account_id limit 1`.execute(services.db);
  const [row] = rows;
  if (!row) throw new Error(`no person with a card in ${city}`);
  return contextFor(services, {
    kind: "account",
    accountId: row.account,
    sessionId: "",
    label: null,
    enterprises: [],
    offices: [],
    administrator: false,
  });
}

/** Times of the steps in milliseconds. */
export type Applied = { deliveredMs: number; answeredMs: number; confirmedMs: number };

/**
 * A person of one city applies to a posting of another, the employer invites, and the person takes the card
 * back. Waits until each step has arrived, and at last until the other city confirmed that the card is
 * deleted. Throws if a step does not come true.
 */
export async function applyAcross(
  region: Region,
  of: { home: string; postingId: string; city: string; boundMs: number },
): Promise<Applied> {
  const person = await seekerOf(region.nodeOf(of.city), of.city);
  const employer = await personOf(region.nodeOf(of.home), of.home, "member");
  const { id } = await apply(person, { postingId: of.postingId });
  const delivered = async () => (await getMine(person, id)).delivery?.state === "done";
  const deliveredMs = await until("the application is delivered", delivered, of.boundMs);
  const received = () => getReceived(employer.ctx, { enterpriseId: employer.enterpriseId, id });
  if (!(await received()).card) throw new Error("the employer does not see the card");
  const answer = { kind: "invite", when: "周六上午九点", where: "本厂门口" } as const;
  await answerApplication(employer.ctx, { id, answer });
  const answered = async () => (await getMine(person, id)).status === "invited";
  const answeredMs = await until("the answer came back", answered, of.boundMs);
  await withdrawApplication(person, { id });
  const confirmed = async () => {
    const { cities, employers } = await listErasures(person, { limit: 1 });
    return cities.total + employers.total > 0 && cities.confirmed === cities.total;
  };
  const confirmedMs = await until("the deletion is confirmed", confirmed, of.boundMs);
  const seen = await received().catch((error) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  if (seen?.card) throw new Error("the employer still sees a card that was taken back");
  return { deliveredMs, answeredMs, confirmedMs };
}
