import { sameBytes } from "../../identity/index.ts";
import type { Services } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { allMacs } from "../../platform/core/vault.ts";

const PREFIX = 8;
const MAC = 24;
const BODY = 16 + PREFIX;
const TOKEN = /^[A-Za-z0-9_-]{64}$/;

type Keeper = Pick<Services, "vault">;

/** Returns the codes of a body by the present key and by earlier ones, the present key's first. */
const macsOf = async ({ vault }: Keeper, body: Buffer) =>
  (await allMacs(vault, "mail-way-out", body.toString("hex"))).map((mac) => mac.subarray(0, MAC));

/**
 * Returns the token of a letter's unsubscribe link: account id, prefix of the address's blind index, and a
 * message authentication code over both. It never expires, is valid only for this address, and cannot be
 * forged without the key.
 */
export async function unsubscribeToken(
  keeper: Keeper,
  of: { accountId: string; addressIndex: Buffer },
): Promise<string> {
  const account = Buffer.from(of.accountId.replaceAll("-", ""), "hex");
  const body = Buffer.concat([account, of.addressIndex.subarray(0, PREFIX)]);
  const [mac = Buffer.alloc(0)] = await macsOf(keeper, body);
  return Buffer.concat([body, mac]).toString("base64url");
}

/**
 * Returns the account and the prefix of the address's blind index in a token. Throws NOT_FOUND for a
 * malformed or forged one.
 */
export async function readUnsubscribeToken(
  keeper: Keeper,
  token: string,
): Promise<{ accountId: string; prefix: Buffer }> {
  const bytes = Buffer.from(TOKEN.test(token) ? token : "", "base64url");
  const body = bytes.subarray(0, BODY);
  const macs = await macsOf(keeper, body);
  if (!macs.some((mac) => sameBytes(mac, bytes.subarray(BODY)))) throw notFound();
  const accountId = body
    .toString("hex", 0, 16)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { accountId, prefix: body.subarray(16) };
}
