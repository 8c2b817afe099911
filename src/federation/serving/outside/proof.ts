import { type Header, rootOfInclusion } from "../../../platform/changes/index.ts";
import {
  cosignatures,
  fromBase64,
  NoteError,
  type NoteVerifier,
  openCheckpoint,
  readVerifier,
  readWitness,
} from "../../notes/index.ts";

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const FORM = /^c2sp\.org\/tlog-proof@v1\nextra (\S+)\nindex (0|[1-9]\d{0,15})\n((?:\S+\n){0,64})\n/;
const HASH_BYTES = 32;

/** Thrown for a proof that does not hold. `fault` says why. */
export class ProofError extends Error {
  readonly fault: "FORM" | "UNKNOWN_KEY" | "SIGNATURE" | "OTHER_LOG" | "ROOT";
  constructor(fault: ProofError["fault"]) {
    super(`proof: ${fault}`);
    this.name = "ProofError";
    this.fault = fault;
  }
}

/**
 * Returns a proof that a log has an entry, in the form of C2SP's tlog-proof. The member `extra` holds the
 * entry itself, so the file and the log's key suffice.
 */
export function proofText(of: {
  entry: string;
  index: number;
  proof: readonly Uint8Array[];
  checkpoint: string;
}): string {
  const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");
  const hashes = of.proof.map((hash) => `${base64(hash)}\n`).join("");
  return `${FIRST_LINE}\nextra ${base64(of.entry)}\nindex ${of.index}\n${hashes}\n${of.checkpoint}`;
}

/** Content of a proof that holds. `witnessed`: known witnesses that saw the tree, each with its time. */
export type Proved = {
  origin: string;
  size: number;
  header: Header;
  witnessed: readonly { name: string; at: Date }[];
};

function readForm(text: string) {
  const [whole = "", extra = "", index = "", lines = ""] = FORM.exec(text) ?? [];
  const entry = fromBase64(extra);
  const proof = lines.split("\n").slice(0, -1).map(fromBase64);
  if (whole === "" || !entry || !proof.every((hash) => hash?.length === HASH_BYTES))
    throw new ProofError("FORM");
  const hashes = proof as Uint8Array[];
  return {
    entry: Buffer.from(entry).toString(),
    index: Number(index),
    proof: hashes,
    checkpoint: text.slice(whole.length),
  };
}

function headerOf(entry: string): Header {
  try {
    return JSON.parse(entry) as Header;
  } catch {
    throw new ProofError("FORM");
  }
}

/** Throws what a signed note is not as the fault of a proof. */
const asFault = (error: unknown): never => {
  throw error instanceof NoteError ? new ProofError(error.fault) : error;
};

/**
 * Checks a proof from its text alone. `keys`: verifier keys of the log; `witnesses`: verifier keys of
 * witnesses that the caller knows. Throws ProofError.
 */
export async function checkProof(
  text: string,
  given: { keys: readonly string[]; witnesses: readonly string[] },
): Promise<Proved> {
  const { entry, index, proof, checkpoint } = readForm(text);
  const origin = checkpoint.split("\n", 1)[0] ?? "";
  const read = <T>(texts: readonly string[], one: (text: string) => T) => {
    try {
      return texts.map(one);
    } catch (error) {
      return asFault(error);
    }
  };
  const keys: NoteVerifier[] = read(given.keys, readVerifier);
  const witnesses: NoteVerifier[] = read(given.witnesses, readWitness);
  const { size, root } = await openCheckpoint(checkpoint, origin, keys).catch(asFault);
  const witnessed = await cosignatures(checkpoint, witnesses).catch(asFault);
  const computed = rootOfInclusion({ entry, index, size, proof });
  if (!computed || Buffer.compare(computed, root) !== 0) throw new ProofError("ROOT");
  const header = headerOf(entry);
  if (!origin.endsWith(`/${header.log}`) || header.seq !== index + 1) throw new ProofError("OTHER_LOG");
  return { origin, size, header, witnessed: witnessed.map(({ name, at }) => ({ name, at })) };
}
