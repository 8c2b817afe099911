import type { Services } from "../../../platform/context.ts";
import { carriesMac } from "../../../platform/core/vault.ts";

const PURPOSE = "livestream beat";
/** Bytes of a viewer's key. */
const KEY_BYTES = 16;
const TOKEN = /^([\w-]{22})\.([0-9a-z]{1,8})\.([a-z]{2}-[0-9a-z]{5})?\.([\w-]{43})$/;

/** Content of a page's token: the viewer's key at this livestream, the channel, and the time of issue. */
export type Page = { viewer: string; via: string | null; issuedS: number };

const textOf = (livestreamId: string, { viewer, via, issuedS }: Page): [bound: string, body: string] => {
  const body = `${viewer}.${issuedS.toString(36)}.${via ?? ""}`;
  return [`${livestreamId} ${body}`, body];
};

/** Returns a token that is valid for one livestream. The key of this node signs it. */
export async function signPage(
  { vault }: Pick<Services, "vault">,
  livestreamId: string,
  page: Page,
): Promise<string> {
  const [bound, body] = textOf(livestreamId, page);
  return `${body}.${(await vault.mac(PURPOSE, bound)).toString("base64url")}`;
}

/** Returns what a token says, or null for one that this node did not sign for the livestream. */
export async function readPage(
  { vault }: Pick<Services, "vault">,
  livestreamId: string,
  token: string,
): Promise<Page | null> {
  const [, viewer = "", issued = "", via, mac = ""] = TOKEN.exec(token) ?? [];
  if (!viewer) return null;
  const page = { viewer, via: via ?? null, issuedS: Number.parseInt(issued, 36) };
  return (await carriesMac(vault, PURPOSE, textOf(livestreamId, page)[0], mac)) ? page : null;
}

const HMAC = { name: "HMAC", hash: "SHA-256" } as const;

/** Returns the function that computes viewers' keys under a livestream's secret. It does not give it away. */
export async function keysUnder(secret: Uint8Array): Promise<(visitor: string) => Promise<string>> {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(secret), HMAC, false, ["sign"]);
  return async (visitor) => {
    const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`viewer\0${visitor}`));
    return Buffer.from(mac, 0, KEY_BYTES).toString("base64url");
  };
}
