import type { RequestContext } from "../../../platform/context.ts";
import { type Outbound, OutboundError } from "../../../platform/outbound/index.ts";
import { signFor } from "../../requests/index.ts";
import { readCertificate, type Statement, signAs, signedBy } from "./certificate.ts";
import { keepExit } from "./keep-exit.ts";
import { type Exit, finishPurged, selectOpenExits } from "./store.ts";

/** Path at which nodes exchange exit certificates. */
export const EXITS_PATH = "/fed/v1/exits";
const BOUNDS = { totalMs: 10_000, maxBytes: 100_000 };

type Open = Exit & { url: string };

async function post(ctx: RequestContext, exit: Open, of: { body: object; fetch: Outbound }) {
  const [url, body] = [`${exit.url}${EXITS_PATH}`, JSON.stringify(of.body)];
  const headers = await signFor(ctx, exit.own, { method: "POST", url, body });
  if (!headers) return null;
  try {
    return await of.fetch(url, { method: "POST", headers, body, ...BOUNDS });
  } catch (error) {
    if (error instanceof OutboundError) return null;
    throw error;
  }
}

/** Returns true if the text is the certificate of this exit with exactly what this node deleted. */
function fits(text: string, { agreement, left, party, leftAt, purged, at }: Statement): boolean {
  const data = readCertificate(text.trimEnd());
  const same = data?.agreement === agreement && data.left === left && data.party === party;
  const half = { by: left, of: party, kinds: purged, at };
  return same && data.leftAt === leftAt && JSON.stringify(data.purged[0]) === JSON.stringify(half);
}

function noteIn(body: Uint8Array): string | null {
  try {
    const { note } = JSON.parse(Buffer.from(body).toString());
    return typeof note === "string" ? note : null;
  } catch {
    return null;
  }
}

async function settle(ctx: RequestContext, exit: Open, fetch: Outbound): Promise<boolean> {
  const { document: agreement, leftCity: left, party, purged, leftAt, purgedAt } = exit;
  if (!purgedAt) return false;
  const at = purgedAt.toISOString();
  const statement: Statement = { agreement, left, party, leftAt: leftAt.toISOString(), purged, at };
  const answer = await post(ctx, exit, { body: statement, fetch });
  const theirs = answer?.status === 200 ? noteIn(answer.body) : null;
  const text = theirs === null ? null : await signedBy(ctx, theirs, [party]);
  if (theirs === null || text === null || !fits(text, statement)) return false;
  const ours = await signAs(ctx, left, text);
  const note = `${theirs}${ours.slice(text.length + 1)}`;
  const kept = await post(ctx, exit, { body: { note }, fetch });
  if (kept?.status !== 204) return false;
  await keepExit(ctx, note);
  return true;
}

/**
 * Ends the leaving of agreements: once a side has deleted what it held of the other, it says so. A city of
 * this node that left asks each party for the certificate, signs it too, and gives it back. A party that
 * does not answer is asked again next time. Returns the number of certificates that both sides signed now.
 */
export async function settleExits(ctx: RequestContext, fetch: Outbound): Promise<number> {
  await finishPurged(ctx.db);
  let done = 0;
  for (const exit of await selectOpenExits(ctx.db)) if (await settle(ctx, exit, fetch)) done += 1;
  return done;
}
