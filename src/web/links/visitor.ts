import type { Context } from "hono";
import { isRobot } from "../../channels/index.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import type { Env } from "../../platform/http/index.ts";

/**
 * Returns a text that tells a person who opens a page from others: the account, or address and browser.
 * Returns null for robots, and for requests that open no page, such as HEAD or a prefetch.
 */
export function visitorOf(c: Context<Env>): string | null {
  const browser = c.req.header("user-agent") ?? "";
  const target = c.req.header("sec-fetch-dest") ?? "document";
  const early = c.req.header("sec-purpose") ?? c.req.header("purpose");
  if (c.req.method !== "GET" || isRobot(browser) || target !== "document" || early) return null;
  const { actor, client } = c.get("ctx");
  const accountId = accountIdOf(actor);
  return accountId ? `account ${accountId}` : `browser ${client} ${browser}`;
}
