import { kidOf, rootName } from "../keys/index.ts";
import { fromBase64, NoteError, type NoteVerifier, openNote, readVerifier } from "../notes/index.ts";
import { Directory, type DirectoryCity, type DirectoryKey, VALID_DAYS_MAX } from "./schema.ts";

const DAY_MS = 86_400_000;
/** Difference of clocks that is accepted between nodes. */
const SKEW_MS = 300_000;

/** Thrown for a directory that does not count. */
export class DirectoryError extends Error {
  readonly fault: "FORM" | "SIGNATURE" | "UNKNOWN_KEY" | "EXPIRED" | "EARLY" | "KEY" | "OLDER";
  constructor(fault: DirectoryError["fault"]) {
    super(`directory: ${fault}`);
    this.name = "DirectoryError";
    this.fault = fault;
  }
}

/** A directory whose `cities` are only those whose root signed it. */
export type OpenDirectory = { note: string; content: Directory; cities: readonly DirectoryCity[] };

/** Name of the log's origin: the first line of its checkpoints and the name of their signatures. */
export const logOrigin = (origin: string, stream: string, epoch: number): string =>
  `${origin}/${stream}/${epoch}`;

function parse(text: string): Directory {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new DirectoryError("FORM");
  }
  const { success, data } = Directory.safeParse(json);
  if (!success || text.indexOf("\n") !== text.length - 1) throw new DirectoryError("FORM");
  return data;
}

const isSound = ({ kid, publicKey }: DirectoryKey) => {
  const bytes = fromBase64(publicKey);
  return bytes?.length === 32 && kidOf(bytes) === kid;
};

function checkTimes({ issuedAt, validUntil }: Directory, now: Date): void {
  const [issued, until] = [Date.parse(issuedAt), Date.parse(validUntil)];
  if (until <= issued || until - issued > VALID_DAYS_MAX * DAY_MS) throw new DirectoryError("FORM");
  if (until <= now.getTime()) throw new DirectoryError("EXPIRED");
  if (issued > now.getTime() + SKEW_MS) throw new DirectoryError("EARLY");
}

/**
 * Reads and verifies a node's directory. `roots` are the verifier keys of the roots that the reader knows
 * already. A city whose known root did not sign is left out, so nobody can claim it. Throws DirectoryError.
 */
export async function openDirectory(
  note: string,
  { roots, now }: { roots: readonly string[]; now: Date },
): Promise<OpenDirectory> {
  const known = roots.map(readVerifier);
  const { text, verifiedBy } = await openNote(note, known).catch((error: unknown) => {
    throw error instanceof NoteError ? new DirectoryError(error.fault) : error;
  });
  const content = parse(text);
  checkTimes(content, now);
  const codes = content.cities.map(({ city }) => city);
  if (new Set(codes).size !== codes.length) throw new DirectoryError("FORM");
  const signed = new Set(verifiedBy.map(({ name }: NoteVerifier) => name));
  const cities = content.cities.filter(({ origin, city }) => signed.has(rootName(origin, city)));
  if (cities.length === 0) throw new DirectoryError("UNKNOWN_KEY");
  if (!cities.every(({ keys }) => keys.every(isSound))) throw new DirectoryError("KEY");
  return { note, content, cities };
}

/** Returns the keys of a city that are valid at a time, by their dates; a revoked key is valid at none. */
export const keysAt = (city: DirectoryCity, use: DirectoryKey["use"], at: Date): DirectoryKey[] =>
  city.keys.filter(
    (key) =>
      key.use === use &&
      key.status !== "revoked" &&
      Date.parse(key.from) <= at.getTime() &&
      (key.until === undefined || at.getTime() < Date.parse(key.until)),
  );

/** Returns the 32 bytes of a key of a verified directory. */
export const bytesOf = ({ publicKey }: DirectoryKey): Uint8Array => Buffer.from(publicKey, "base64");

/** Name under which a city cosigns checkpoints: `fx.example.cn/fed/210900/witness`. */
export const witnessName = (origin: string, city: string): string => `${origin}/${city}/witness`;

/** Returns the keys under which a city may have cosigned a checkpoint at a time. */
export const witnessVerifiers = (city: DirectoryCity, at: Date): NoteVerifier[] =>
  keysAt(city, "sign", at).map((key) => ({
    name: witnessName(city.origin, city.city),
    publicKey: bytesOf(key),
  }));

/** Returns the keys that may sign a log's checkpoint at a time, under the log's origin as their name. */
export const checkpointVerifiers = (
  city: DirectoryCity,
  { stream, epoch, at }: { stream: string; epoch: number; at: Date },
): NoteVerifier[] =>
  keysAt(city, "sign", at).map((key) => ({
    name: logOrigin(city.origin, stream, epoch),
    publicKey: bytesOf(key),
  }));
