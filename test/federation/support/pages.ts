import { signCheckpoint, signingKey } from "../../../src/federation/index.ts";
import type { NoteSigner } from "../../../src/federation/notes/index.ts";
import { append, EMPTY, leafHash, payloadDigest, rootOf } from "../../../src/platform/changes/index.ts";

export const CITY = "210900";
export const LOG = `${CITY}/public/1`;
export const ORIGIN = `fx.example.cn/fed/${LOG}`;

export const signerOf = (n = 1, name = ORIGIN): Promise<NoteSigner> =>
  signingKey(name, new Uint8Array(32).fill(n));

/** One line of a page before it is signed: members of its header that differ, and its payload. */
export type Draft = { head?: Record<string, unknown>; payload?: unknown; salt?: Uint8Array };

const SALT = new Uint8Array(16).fill(7);

/** Returns the text of a header, as the sequencer writes one. */
export function headerText(seq: number, { head = {}, payload, salt = SALT }: Draft): string {
  const text = payload === undefined ? undefined : JSON.stringify(payload);
  return JSON.stringify({
    v: 1,
    log: LOG,
    seq,
    at: "2026-11-30T03:00:00.000Z",
    kind: "posting",
    schema: 1,
    id: `record-${seq}`,
    home: CITY,
    ownerEpoch: 1,
    rev: 1,
    op: payload === undefined ? "close" : "put",
    ...(text !== undefined && { payloadDigest: payloadDigest(salt, text) }),
    ...head,
  });
}

/** Returns the line of an entry. */
export function lineOf(seq: number, draft: Draft): string {
  const { payload, salt = SALT } = draft;
  const given =
    payload === undefined ? {} : { p: JSON.stringify(payload), s: Buffer.from(salt).toString("base64") };
  return JSON.stringify({ h: headerText(seq, draft), ...given });
}

/** Returns the last line of a page with these header texts, as its home signs it. */
export async function checkpointLine(
  headers: readonly string[],
  signers: readonly NoteSigner[],
  { origin = ORIGIN, size = headers.length }: { origin?: string; size?: number } = {},
): Promise<string> {
  const { frontier } = append(EMPTY, headers.map(leafHash));
  return JSON.stringify({
    checkpoint: await signCheckpoint({ origin, size, root: rootOf(frontier) }, signers),
  });
}

/** Returns lines as the bytes of a page. */
export const pageOf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join("\n")}\n`);

/** Returns a sound page of a whole log, and its parts. */
export async function soundPage(
  drafts: readonly Draft[],
): Promise<{ bytes: Buffer; lines: string[]; headers: string[]; signer: NoteSigner }> {
  const signer = await signerOf();
  const headers = drafts.map((draft, i) => headerText(i + 1, draft));
  const lines = drafts.map((draft, i) => lineOf(i + 1, draft));
  lines.push(await checkpointLine(headers, [signer]));
  return { bytes: pageOf(lines), lines, headers, signer };
}
