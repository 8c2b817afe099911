import { canonical } from "./jcs.ts";
import type { FeedEntry, FeedHead, Header } from "./schema.ts";

const utf8 = new TextEncoder();
const PROTOCOL = utf8.encode("cityfed/1");

async function digest(...parts: Uint8Array[]): Promise<Uint8Array> {
  const bytes = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/**
 * Returns the genesis hash of a stream's chain: SHA-256("cityfed/1" ‖ JCS({epoch, stream})). It covers stream
 * and epoch, so an entry of one chain is not valid in another.
 */
export const genesisHash = (stream: string, epoch: number): Promise<Uint8Array> =>
  digest(PROTOCOL, utf8.encode(canonical({ stream, epoch })));

/**
 * Returns SHA-256(salt ‖ JCS(payload)) as base64. The salt prevents guessing a short payload after its
 * erasure.
 */
export async function payloadDigest(salt: Uint8Array, payload: unknown): Promise<string> {
  return Buffer.from(await digest(salt, utf8.encode(canonical(payload)))).toString("base64");
}

/** Returns SHA-256("cityfed/1" ‖ previous hash ‖ JCS(header)), 32 bytes. */
export const entryHash = (previous: Uint8Array, header: Header): Promise<Uint8Array> =>
  digest(PROTOCOL, previous, utf8.encode(canonical(header)));

export type Verdict =
  | { ok: true; head: FeedHead }
  | { ok: false; seq: number; fault: "OTHER_STREAM" | "GAP" | "HASH" | "PAYLOAD" };

async function faultOf(
  entry: FeedEntry,
  before: FeedHead,
): Promise<Exclude<Verdict, { ok: true }>["fault"] | null> {
  const { header } = entry;
  if (header.stream !== before.stream || header.epoch !== before.epoch) return "OTHER_STREAM";
  if (header.seq !== before.seq + 1) return "GAP";
  if (!sameBytes(entry.hash, await entryHash(before.hash, header))) return "HASH";
  if (entry.payload === null || entry.payload === undefined) return null;
  if (!entry.salt || header.payloadDigest !== (await payloadDigest(entry.salt, entry.payload)))
    return "PAYLOAD";
  return null;
}

/**
 * Recomputes the chain over `entries` in order, from a trusted head. An absent payload is valid: it may have
 * been erased, and the chain covers headers only.
 */
export async function verifyChain(entries: readonly FeedEntry[], from: FeedHead): Promise<Verdict> {
  let head = from;
  for (const entry of entries) {
    const fault = await faultOf(entry, head);
    if (fault) return { ok: false, seq: head.seq + 1, fault };
    head = { stream: head.stream, epoch: head.epoch, seq: entry.header.seq, hash: entry.hash };
  }
  return { ok: true, head };
}
