import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { type Identity, selectIdentities, selectOwnIdentities } from "../keys/index.ts";
import { activateAgreement } from "./activate.ts";
import { AgreementError, readAgreement } from "./document.ts";
import { allNotes } from "./store.ts";

/** Path at which a node tells and takes signed agreements. */
export const AGREEMENTS_PATH = "/fed/v1/agreements";
const BOUNDS = { totalMs: 10_000, maxBytes: 5_000_000 };

/** Returns the addresses of other cities' nodes, each once. */
async function peerAddresses({ db }: Pick<RequestContext, "db">): Promise<string[]> {
  const own = new Set((await selectOwnIdentities(db)).map(({ city }) => city));
  const others = (await selectIdentities(db)).filter(({ city }: Identity) => !own.has(city));
  return [...new Set(others.map(({ url }) => url))];
}

/**
 * Returns the signed notes of every agreement here, in the order in which they came into force. Each can be
 * verified by itself.
 */
export async function tellAgreements({ db }: Pick<RequestContext, "db">): Promise<{ notes: string[] }> {
  return { notes: (await allNotes(db)).map(({ note }) => note) };
}

/** Puts a peer's note into force if this node knows the agreement and the signatures suffice. */
async function take(ctx: RequestContext, note: unknown): Promise<boolean> {
  if (typeof note !== "string") return false;
  try {
    if (readAgreement(note).content.revision === 1) return false; // A first revision is for people to decide.
    return !(await activateAgreement(ctx, note)).known;
  } catch (error) {
    if (error instanceof AgreementError) return false;
    if (error instanceof AppError && error.code === "AGREEMENT_REFUSED") return false;
    throw error;
  }
}

function notesIn(body: Uint8Array): unknown[] {
  try {
    const { notes } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return Array.isArray(notes) ? notes.slice(0, 1_000) : [];
  } catch {
    return [];
  }
}

/**
 * Asks every peer for its signed agreements, and puts later revisions into force. So a narrowing reaches a
 * node that was down. Returns how many came into force. A peer that does not answer is asked again next time.
 */
export async function pullAgreements(ctx: RequestContext): Promise<number> {
  const answers = await Promise.all(
    (await peerAddresses(ctx)).map((url) =>
      ctx.outbound(`${url}${AGREEMENTS_PATH}`, BOUNDS).catch(() => null),
    ),
  );
  let taken = 0;
  for (const answer of answers)
    if (answer?.status === 200)
      for (const note of notesIn(answer.body)) if (await take(ctx, note)) taken += 1;
  return taken;
}

/** Sends a note to every peer at once. Returns which of the addresses took it. */
export async function pushAgreement(
  ctx: RequestContext,
  note: string,
): Promise<{ url: string; taken: boolean }[]> {
  const body = JSON.stringify({ note });
  const headers = { "content-type": "application/json" };
  return Promise.all(
    (await peerAddresses(ctx)).map(async (url) => {
      const sent = ctx.outbound(`${url}${AGREEMENTS_PATH}`, { method: "POST", headers, body, ...BOUNDS });
      return { url, taken: await sent.then(({ status }) => status === 200).catch(() => false) };
    }),
  );
}
