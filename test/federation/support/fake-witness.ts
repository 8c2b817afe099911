import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  cosign,
  type NoteVerifier,
  openCheckpoint,
  signingKey,
  witnessText,
} from "../../../src/federation/notes/index.ts";
import { nodeHash } from "../../../src/platform/changes/index.ts";

/** Checks a consistency proof by the steps of RFC 9162, section 2.1.4.2. */
export function isConsistent(of: {
  old: number;
  size: number;
  oldRoot: Uint8Array;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { old, size, oldRoot, root } = of;
  const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
  if (old === 0) return of.proof.length === 0;
  if (old === size) return of.proof.length === 0 && same(oldRoot, root);
  const path = [...of.proof];
  if ((old & (old - 1)) === 0) path.unshift(oldRoot);
  let [fn, sn] = [old - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  const first = path.shift();
  if (!first) return false;
  let [fr, sr] = [first, first];
  for (const hash of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(hash, fr), nodeHash(hash, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else sr = nodeHash(sr, hash);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 && same(fr, oldRoot) && same(sr, root);
}

/** A witness of C2SP's tlog-witness over HTTP, made for tests: it keeps what it saw in memory alone. */
export type FakeWitness = {
  /** As the configuration names it. */
  setting: string;
  key: string;
  /** Logs that it knows, by origin: their keys, and the newest tree that it cosigned. */
  logs: Map<string, { keys: NoteVerifier[]; size: number; root: Uint8Array }>;
  /** Status of each answer, in order. */
  answers: number[];
  close(): void;
};

const BODY = /^old (0|[1-9]\d*)\n((?:\S+\n){0,63})\n([\s\S]+)$/;

export async function fakeWitness(name = "fake-witness.example/w1"): Promise<FakeWitness> {
  const signer = await signingKey(name, new Uint8Array(32).fill(42));
  const witness: FakeWitness = {
    setting: "",
    key: witnessText(signer),
    logs: new Map(),
    answers: [],
    close() {},
  };

  async function answer(body: string): Promise<{ status: number; text: string }> {
    const [, oldText = "", lines = "", note = ""] = BODY.exec(body) ?? [];
    if (!note) return { status: 400, text: "" };
    const log = witness.logs.get(note.split("\n", 1)[0] ?? "");
    if (!log) return { status: 404, text: "" };
    const opened = await openCheckpoint(note, note.split("\n", 1)[0] ?? "", log.keys).catch(() => null);
    if (!opened) return { status: 403, text: "" };
    const { size, root } = opened;
    const old = Number(oldText);
    if (old > size) return { status: 400, text: "" };
    if (old !== log.size) return { status: 409, text: `${log.size}\n` };
    const proof = lines
      .split("\n")
      .slice(0, -1)
      .map((line) => Buffer.from(line, "base64"));
    if (!isConsistent({ old, size, oldRoot: log.root, root, proof })) return { status: 422, text: "" };
    Object.assign(log, { size, root });
    const cosigned = await cosign(note, signer, new Date());
    return { status: 200, text: cosigned.slice(note.length) };
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const isAsked = request.method === "POST" && request.url === "/at/add-checkpoint";
    const { status, text } = isAsked
      ? await answer(Buffer.concat(chunks).toString())
      : { status: 404, text: "" };
    witness.answers.push(status);
    response
      .writeHead(status, { "content-type": status === 409 ? "text/x.tlog.size" : "text/plain" })
      .end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  witness.setting = `http://127.0.0.1:${port}/at#${witness.key}`;
  witness.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return witness;
}
