import { consistencyProof, rangeHash } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { type Incoming, type Outbound, OutboundError } from "../../../platform/outbound/index.ts";
import { cosignatures, NoteError, type NoteVerifier, readWitness } from "../../notes/index.ts";
import { type Breaker, createBreaker } from "../../pull/breaker.ts";
import { checkpointAt } from "../checkpoint.ts";
import { type ServedLog, selectServedLog } from "../store.ts";
import { keepCosigned, selectCosigned, selectToldLogs } from "./store.ts";

/** Pause between two looks at what grew: at most so much later a witness is asked. */
export const OFFER_MS = 1_000;
const BOUNDS = { totalMs: 10_000, maxBytes: 20_000 };

/** An outside witness (C2SP tlog-witness): where it takes checkpoints, and its key. */
type Witness = { url: string; key: NoteVerifier; breaker: Breaker };
type Checkpoint = { log: ServedLog; note: string; old: number };

/** Returns the body of a request: the old size, the proof from there on, and the checkpoint. */
async function bodyOf(ctx: RequestContext, { log, note, old }: Checkpoint): Promise<string> {
  const range = (from: number, to: number) => rangeHash(ctx.db, log, from, to);
  const proof = await consistencyProof(range, old, log.frontier.size);
  const lines = proof.map((hash) => `${Buffer.from(hash).toString("base64")}\n`).join("");
  return `old ${old}\n${lines}\n${note}`;
}

/** Reads the size that a witness names with 409; null for anything else. */
function sizeIn({ body }: Incoming): number | null {
  const [, size] = /^(0|[1-9]\d{0,15})\n$/.exec(Buffer.from(body).toString()) ?? [];
  return size === undefined ? null : Number(size);
}

/** Returns the witness's cosignature of a checkpoint, or null if the answer has none that verifies. */
async function lineIn({ body }: Incoming, note: string, key: NoteVerifier): Promise<string | null> {
  try {
    const [found] = await cosignatures(`${note}${Buffer.from(body).toString()}`, [key]);
    return found?.line ?? null;
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

/**
 * Offers the present checkpoints of public logs to the configured outside witnesses, and keeps what they
 * cosign. A witness that has seen another size is asked again from there. One that does not answer, or
 * refuses, rests by the rules of the breaker and delays nobody. `look` waits for all of them.
 */
export function createOffers(
  ctx: RequestContext,
  { fetch, random = Math.random }: { fetch: Outbound; random?: () => number },
) {
  const stopping = new AbortController();
  const tools = { nowMs: () => ctx.clock.now().getTime(), random };
  const witnesses = ctx.config.witnesses.map((text): Witness => {
    const [address = "", key = ""] = text.split("#");
    return { url: address.replace(/\/$/, ""), key: readWitness(key), breaker: createBreaker(tools) };
  });

  /** Asks a witness once. Returns false if it did not cosign and told no size. */
  async function ask({ url, key }: Witness, of: Checkpoint): Promise<boolean> {
    const { stream, epoch, frontier } = of.log;
    const kept = { stream, epoch, witness: key.name };
    const body = await bodyOf(ctx, of);
    const headers = { "content-type": "text/plain; charset=utf-8" };
    const request = { method: "POST", headers, body, signal: stopping.signal, ...BOUNDS } as const;
    const answer = await fetch(`${url}/add-checkpoint`, request);
    if (answer.status === 200) {
      const line = await lineIn(answer, of.note, key);
      if (line) await keepCosigned(ctx.db, { ...kept, size: frontier.size, line });
      return line !== null;
    }
    const size = answer.status === 409 ? sizeIn(answer) : null;
    if (size === null || size === of.old || size > frontier.size) return false;
    await keepCosigned(ctx.db, { ...kept, size, line: null });
    return true;
  }

  async function offer(witness: Witness, log: ServedLog): Promise<void> {
    const seen = (await selectCosigned(ctx.db, log.stream)).find((one) => one.witness === witness.key.name);
    const known = seen?.epoch === log.epoch ? seen : null;
    if (known?.line && known.size === log.frontier.size) return;
    if (witness.breaker.waitMs() > 0) return;
    const note = await checkpointAt(ctx, log);
    const took = await ask(witness, { log, note, old: known?.size ?? 0 }).catch((error: unknown) => {
      if (error instanceof OutboundError) return false;
      throw error;
    });
    if (took) return witness.breaker.succeeded();
    if (stopping.signal.aborted) return;
    witness.breaker.failed();
    ctx.log.warn({ stream: log.stream, witness: witness.key.name }, "a witness did not cosign a log");
  }

  return {
    async look(): Promise<number> {
      for (const { city, audience } of await selectToldLogs(ctx.db)) {
        const log = audience === "public" ? await selectServedLog(ctx.db, city, `${city}/public`) : null;
        if (log) await Promise.all(witnesses.map((witness) => offer(witness, log)));
      }
      return OFFER_MS;
    },
    async close(): Promise<void> {
      stopping.abort();
    },
  };
}
