import { randomToken } from "../../platform/core/vault.ts";
import { contentDigest } from "./digest.ts";
import { type Component, type Parameters, signatureBase, signatureInput } from "./signature-base.ts";

export const LABEL = "fed";
export const TAG = "cityfed-v1";
export const ALGORITHM = "ed25519";
/** Longest time between `created` and `expires`, in seconds. */
export const VALID_S = 60;

/** A request to a peer. `url` is the whole address, with its query. */
export type RequestToSign = { method: "GET" | "POST"; url: string; body?: Uint8Array | string };

/** A hosted city's key, as nodeSigner returns it. */
type Signer = { city: string; kid: string; sign(text: string): Promise<Uint8Array> };

/**
 * Returns the headers that sign a request (RFC 9421) with a city's key. A request with a body gets its media
 * type, JSON, and its digest too. `now` is the time of signing.
 */
export async function signRequest(
  { method, url, body }: RequestToSign,
  signer: Signer,
  { now, nonce = randomToken(16) }: { now: Date; nonce?: string },
): Promise<Record<string, string>> {
  const content: Component[] =
    body === undefined
      ? []
      : [
          ["content-type", "application/json"],
          ["content-digest", contentDigest(body)],
        ];
  const components: Component[] = [["@method", method], ["@target-uri", url], ...content];
  const created = Math.floor(now.getTime() / 1000);
  const parameters: Parameters = new Map<string, number | string>([
    ["created", created],
    ["expires", created + VALID_S],
    ["nonce", nonce],
    ["alg", ALGORITHM],
    ["keyid", `${signer.city}#${signer.kid}`],
    ["tag", TAG],
  ]);
  const input = signatureInput(
    components.map(([name]) => name),
    parameters,
  );
  const signature = Buffer.from(await signer.sign(signatureBase(components, input))).toString("base64");
  return {
    ...Object.fromEntries(content),
    "signature-input": `${LABEL}=${input}`,
    signature: `${LABEL}=:${signature}:`,
  };
}
