import { sha256Base64 } from "./hash.ts";
import type { Header, LogEntry } from "./schema.ts";
import { append, EMPTY, type Frontier, leafHash } from "./tree.ts";

/** Returns the name of a log: `210900/public` and epoch 1 give `210900/public/1`. */
export const logName = (stream: string, epoch: number): string => `${stream}/${epoch}`;

/**
 * Returns SHA-256(salt ‖ payload text) as base64. The salt prevents guessing a short payload after its
 * erasure.
 */
export const payloadDigest = (salt: Uint8Array, payload: string): string => sha256Base64(salt, payload);

export type Verdict =
  | { ok: true; frontier: Frontier }
  | { ok: false; seq: number; fault: "HEADER" | "OTHER_LOG" | "GAP" | "PAYLOAD" };

type Fault = Extract<Verdict, { ok: false }>["fault"];

function parsed(text: string): Partial<Header> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function faultOf(entry: LogEntry, log: string, seq: number): Fault | null {
  const header = parsed(entry.header);
  if (header.v !== 1) return "HEADER";
  if (header.log !== log) return "OTHER_LOG";
  if (header.seq !== seq) return "GAP";
  if (entry.payload === null) return null;
  const digest = entry.salt && payloadDigest(entry.salt, entry.payload);
  return header.payloadDigest === digest ? null : "PAYLOAD";
}

/**
 * Appends entries to a trusted frontier of the log `log` and checks what each says of itself. The caller
 * compares the root of the frontier with a signed one: until then nothing is proved.
 * An absent payload is valid: it may have been erased, and the tree covers headers only.
 */
export function verifyEntries(log: string, entries: readonly LogEntry[], from: Frontier = EMPTY): Verdict {
  for (const [i, entry] of entries.entries()) {
    const seq = from.size + i + 1;
    const fault = faultOf(entry, log, seq);
    if (fault) return { ok: false, seq, fault };
  }
  const leaves = entries.map(({ header }) => leafHash(header));
  return { ok: true, frontier: append(from, leaves).frontier };
}
