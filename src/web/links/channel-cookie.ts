import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { ChannelCode } from "../../platform/core/schema.ts";
import type { Env } from "../../platform/http/index.ts";

const VIA_COOKIE = "via";

/** Returns the code of the fair's channel by which the visitor came; null if there is none. */
export const viaOf = (c: Context<Env>): string | null =>
  ChannelCode.safeParse(getCookie(c, VIA_COOKIE)).data ?? null;

/** Returns the code of a channel in the address, as pages of livestreams give it. */
export const linkedVia = (c: Context<Env>): string | undefined =>
  ChannelCode.safeParse(c.req.query("via")).data;

/** Stores the channel's code in a session cookie. The code does not identify the person. */
export function storeChannelCookie(c: Context<Env>, code: string): void {
  const secure = c.get("services").config.origins[0]?.startsWith("https:") ?? false;
  setCookie(c, VIA_COOKIE, code, { path: "/", sameSite: "Lax", secure, httpOnly: true });
}
