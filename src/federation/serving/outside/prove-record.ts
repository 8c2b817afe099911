import {
  append,
  EMPTY,
  type Header,
  inclusionProof,
  leafHash,
  rootOf,
} from "../../../platform/changes/index.ts";
import { verifierText } from "../../notes/index.ts";
import { proofText } from "./proof.ts";
import { type ReadLog, readLog } from "./read-log.ts";
import { type Outside, readCities } from "./verify-node.ts";

/** A record by its kind and id. */
export type RecordName = { kind: string; id: string };

/** A proof of the entry that counts for a record, and the verifier keys with which it can be checked. */
export type RecordProof = { text: string; header: Header; log: ReadLog; keys: readonly string[] };

/** Returns true if an entry counts in place of another of the same record: an erasure, or a later version. */
const counts = (one: Header, before: Header | null): boolean =>
  before === null || (before.op !== "erase" && (one.op === "erase" || one.rev >= before.rev));

/**
 * Reads and verifies the public logs of a node, and proves the entry that counts for a record. Returns null
 * if no log has the record. Throws DirectoryError, and Error with the fault of a log.
 */
export async function proveRecord(of: Outside, { kind, id }: RecordName): Promise<RecordProof | null> {
  for (const city of await readCities(of)) {
    const leaves: Uint8Array[] = [];
    let found = null as { entry: string; header: Header } | null;
    const log = await readLog({ ...of, city }, (headers) => {
      for (const entry of headers) {
        leaves.push(leafHash(entry));
        const header = JSON.parse(entry) as Header;
        if (header.kind === kind && header.id === id && counts(header, found?.header ?? null))
          found = { entry, header };
      }
    });
    if (!found) continue;
    const { entry, header } = found;
    const index = header.seq - 1;
    const range = (from: number, to: number) => rootOf(append(EMPTY, leaves.slice(from, to)).frontier);
    const proof = await inclusionProof(range, index, log.size);
    const text = proofText({ entry, index, proof, checkpoint: log.checkpoint });
    return { text, header, log, keys: log.keys.map(verifierText) };
  }
  return null;
}
