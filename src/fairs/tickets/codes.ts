import { z } from "zod";
import type { Vault } from "../../platform/core/vault.ts";
import { ticketKey } from "../fair/index.ts";

/**
 * Content of a ticket's QR code: ids of the key (`k`), fair, ticket and venue, then start (`n`) and end (`e`)
 * of admission in Unix seconds. No personal data.
 */
const TicketPayload = z.strictObject({
  k: z.string(),
  f: z.uuid(),
  t: z.uuid(),
  v: z.uuid(),
  n: z.number().int(),
  e: z.number().int(),
});
/** Content of the QR code on a venue's poster: ids of the key, the fair and the venue. */
const VenuePayload = z.strictObject({ k: z.string(), f: z.uuid(), v: z.uuid() });

export type TicketPayload = z.infer<typeof TicketPayload>;
export type VenuePayload = z.infer<typeof VenuePayload>;
/** A parsed code whose signature is not verified yet; see `verifyCode`. */
export type SignedCode<P> = { payload: P; signed: string; signature: Uint8Array<ArrayBuffer> };

/**
 * Kinds of codes by prefix: `LPT1.<payload>.<signature>` is a ticket, `LPV1.…` a venue. The prefix fixes the
 * signature algorithm; a code cannot choose another one.
 */
const FORMS = { LPT1: TicketPayload, LPV1: VenuePayload } as const;
const ascii = (text: string) => new TextEncoder().encode(text);

/**
 * Decodes base64url. Returns null for non-canonical text, because several such texts would decode to the same
 * bytes.
 */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? Uint8Array.from(bytes) : null;
}

async function signed(vault: Vault, form: keyof typeof FORMS, payload: object): Promise<string> {
  const key = await ticketKey(vault);
  const body = Buffer.from(JSON.stringify({ k: key.id, ...payload })).toString("base64url");
  return `${form}.${body}.${await key.sign(`${form}.${body}`)}`;
}

export const signTicket = (vault: Vault, payload: Omit<TicketPayload, "k">): Promise<string> =>
  signed(vault, "LPT1", payload);
export const signVenue = (vault: Vault, payload: Omit<VenuePayload, "k">): Promise<string> =>
  signed(vault, "LPV1", payload);

function read<F extends keyof typeof FORMS>(
  form: F,
  text: string,
): SignedCode<z.infer<(typeof FORMS)[F]>> | null {
  const [prefix, body = "", tail = "", more] = text.trim().split(".");
  if (prefix !== form || more !== undefined || text.length > 1000) return null;
  const [bytes, signature] = [fromBase64Url(body), fromBase64Url(tail)];
  if (!bytes || signature?.length !== 64) return null;
  try {
    const { data } = FORMS[form].safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return data
      ? { payload: data as z.infer<(typeof FORMS)[F]>, signed: `${form}.${body}`, signature }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const readTicketCode = (text: string): SignedCode<TicketPayload> | null => read("LPT1", text);
export const readVenueCode = (text: string): SignedCode<VenuePayload> | null => read("LPV1", text);

/** Returns true if the code's signature was made with the private key of this public key. */
export async function verifyCode(code: SignedCode<unknown>, publicKey: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, code.signature, ascii(code.signed));
}

/**
 * Normalises a typed ticket reference, and replaces confusable characters (O, I, L, U). Returns null if the
 * text is no reference.
 */
export function readReference(text: string): string | null {
  const plain = text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  if (!/^LP[0-9A-Z]{10}$/.test(plain)) return null;
  return `LP${plain.slice(2).replace(/O/g, "0").replace(/[IL]/g, "1").replace(/U/g, "V")}`;
}
