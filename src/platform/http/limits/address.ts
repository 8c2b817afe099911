import type { Context } from "hono";
import type { Env } from "../env.ts";

type NodeBindings = { incoming?: { socket?: { remoteAddress?: string } } };

/** Returns the /64 network of an IPv6 address. One household, or one attacker, controls a whole /64. */
function network(address: string): string {
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "").toLowerCase()).join(":")}::/64`;
}

/**
 * Returns an IPv4 address, or the /64 network of an IPv6 address, without port, brackets or `::ffff:`.
 * Returns `unknown` for other text.
 */
export function addressBlock(text: string): string {
  const bare = text.trim().replace(/^\[([^\]]+)\](?::\d+)?$/, "$1");
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.exec(bare)?.[1];
  if (v4) return v4;
  return /^[0-9a-f:]{2,39}$/i.test(bare) ? network(bare) : "unknown";
}

/**
 * Returns the client address that the outermost of our `trusted` proxies saw. Returns null if the header has
 * fewer entries, or if no proxy is trusted.
 * Entries that a client itself writes into X-Forwarded-For are further left and are ignored.
 */
export function trustedHop(forwarded: string | undefined, trusted: number): string | null {
  if (trusted === 0) return null;
  const hops = (forwarded ?? "").split(",").map((hop) => hop.trim());
  return hops[hops.length - trusted] || null;
}

/** Returns the caller's IPv4 address or IPv6 /64 network, for rate limits. */
export function clientAddress(c: Context<Env>): string {
  const { config, edge } = c.get("services");
  if (edge) return addressBlock(c.req.header("cf-connecting-ip") ?? "");
  const socket = (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress ?? "";
  return addressBlock(trustedHop(c.req.header("x-forwarded-for"), config.trustedProxies) ?? socket);
}
