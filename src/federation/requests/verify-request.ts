import { type Dictionary, parseDictionary } from "structured-headers";
import { verifiesEd25519 } from "../../platform/keys/index.ts";
import { hasDigest } from "./digest.ts";
import { ALGORITHM, LABEL, TAG, VALID_S } from "./sign-request.ts";
import { type Component, signatureBase, signatureInput } from "./signature-base.ts";

/** Difference of clocks that is accepted, in seconds. */
const WINDOW_S = 300;
const HEADER_MAX = 4_096;
const NONCE = /^[\x21-\x7e]{16,100}$/;
const PARAMETERS = ["created", "expires", "nonce", "alg", "keyid", "tag"];

/** Thrown for a request whose signature does not count. */
export class RequestError extends Error {
  readonly fault: "UNSIGNED" | "FORM" | "COMPONENTS" | "WINDOW" | "DIGEST" | "UNKNOWN_KEY" | "SIGNATURE";
  constructor(fault: RequestError["fault"]) {
    super(`request: ${fault}`);
    this.name = "RequestError";
    this.fault = fault;
  }
}

/** A request as it arrived. */
export type ReceivedRequest = {
  method: string;
  /** Returns a header, or undefined. */
  header(name: string): string | undefined;
  /** The raw body; empty without one. */
  body: Uint8Array;
};

export type VerifiedRequest<Key> = { key: Key; keyId: string; nonce: string; created: Date; expires: Date };

/** Returns true if a request carries a signature under our label, valid or not. */
export const isSigned = (header: ReceivedRequest["header"]): boolean =>
  header("signature-input") !== undefined || header("signature") !== undefined;

function parsed(header: string | undefined): Dictionary {
  if (header === undefined) throw new RequestError("UNSIGNED");
  if (header.length > HEADER_MAX) throw new RequestError("FORM");
  try {
    return parseDictionary(header);
  } catch {
    throw new RequestError("FORM");
  }
}

type Input = {
  names: string[];
  parameters: Map<string, number | string>;
  created: number;
  expires: number;
  nonce: string;
  keyId: string;
};

/** Reads Signature-Input. Throws RequestError for anything but our components and parameters. */
function readInput(header: string | undefined): Input {
  const member = parsed(header).get(LABEL);
  if (!member) throw new RequestError("UNSIGNED");
  const [list, given] = member;
  if (!Array.isArray(list)) throw new RequestError("FORM");
  const names = list.map(([name, more]) => (typeof name === "string" && more.size === 0 ? name : ""));
  const parameters = new Map<string, number | string>();
  for (const [name, value] of given) {
    if (typeof value !== "string" && typeof value !== "number") throw new RequestError("FORM");
    parameters.set(name, value);
  }
  const text = (name: string) => String(parameters.get(name) ?? "");
  const [created, expires] = [parameters.get("created"), parameters.get("expires")];
  if (
    parameters.size !== PARAMETERS.length ||
    !Number.isSafeInteger(created) ||
    !Number.isSafeInteger(expires)
  )
    throw new RequestError("FORM");
  if (text("alg") !== ALGORITHM || text("tag") !== TAG || !NONCE.test(text("nonce")))
    throw new RequestError("FORM");
  return {
    names,
    parameters,
    created: Number(created),
    expires: Number(expires),
    nonce: text("nonce"),
    keyId: text("keyid"),
  };
}

function readSignature(header: string | undefined): Uint8Array<ArrayBuffer> {
  const [value] = parsed(header).get(LABEL) ?? [];
  if (!(value instanceof ArrayBuffer) || value.byteLength !== 64) throw new RequestError("FORM");
  return new Uint8Array(value);
}

const ADDRESS = "@target-uri";

/** Components that a request must cover, without its address. Content counts as soon as there is a body. */
function componentsOf({ method, header, body }: ReceivedRequest): Component[] {
  const start: Component[] = [
    ["@method", method],
    [ADDRESS, ""],
  ];
  if (body.length === 0 && method === "GET") return start;
  const [type, digest] = [header("content-type"), header("content-digest")];
  if (type === undefined || digest === undefined) throw new RequestError("COMPONENTS");
  return [...start, ["content-type", type], ["content-digest", digest]];
}

function checkWindow({ created, expires }: Input, now: Date): void {
  const nowS = now.getTime() / 1000;
  if (expires < created || expires - created > VALID_S) throw new RequestError("WINDOW");
  if (created > nowS + WINDOW_S || expires < nowS - WINDOW_S) throw new RequestError("WINDOW");
}

type Verification<Key> = {
  findKey(keyId: string): Promise<Key | null>;
  /** Returns the request's address by our configuration: nothing in it is the caller's word. */
  urlFor(key: Key): string;
  now: Date;
};

/**
 * Verifies the signature of a request, over its raw body. `findKey` returns the key of a key id, or null.
 * Throws RequestError. Does not remember nonces: a command that is stored once is the guard against replay.
 */
export async function verifyRequest<Key extends { publicKey: Uint8Array }>(
  request: ReceivedRequest,
  { findKey, urlFor, now }: Verification<Key>,
): Promise<VerifiedRequest<Key>> {
  const input = readInput(request.header("signature-input"));
  const signature = readSignature(request.header("signature"));
  const components = componentsOf(request);
  if (components.map(([name]) => name).join() !== input.names.join()) throw new RequestError("COMPONENTS");
  checkWindow(input, now);
  const digest = components.find(([name]) => name === "content-digest");
  if (digest && !hasDigest(digest[1], request.body)) throw new RequestError("DIGEST");
  const key = await findKey(input.keyId);
  if (!key) throw new RequestError("UNKNOWN_KEY");
  const url = urlFor(key);
  const signed = components.map(([name, value]): Component => [name, name === ADDRESS ? url : value]);
  const base = signatureBase(signed, signatureInput(input.names, input.parameters));
  if (!verifiesEd25519(key.publicKey, base, signature)) throw new RequestError("SIGNATURE");
  return {
    key,
    keyId: input.keyId,
    nonce: input.nonce,
    created: new Date(input.created * 1000),
    expires: new Date(input.expires * 1000),
  };
}
