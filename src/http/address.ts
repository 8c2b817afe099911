import type { Context } from "hono";
import type { Env } from "./env.ts";

type NodeBindings = { incoming?: { socket?: { remoteAddress?: string } } };

/**
 * The caller's address: the socket's, or, behind `trustedProxies` proxies of ours, the hop that the outermost of them
 * saw. What a caller writes into X-Forwarded-For himself lies further left and is never believed.
 */
export function clientAddress(c: Context<Env>): string {
  const { config, edge } = c.get("services");
  if (edge) return c.req.header("cf-connecting-ip") ?? "edge";
  const socket = (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress ?? "local";
  if (config.trustedProxies === 0) return socket;
  const hops = (c.req.header("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops[hops.length - config.trustedProxies] || socket;
}
