import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { carriesMac, randomToken } from "../../core/vault.ts";
import { isSecure, ownCookie } from "../answers/own-cookie.ts";
import type { Env } from "../env.ts";

const cookieName = (c: Context<Env>) => ownCookie(c.get("services").config, "visitor");

const signature = async (c: Context<Env>, id: string) =>
  (await c.get("services").vault.mac("visitor", id)).toString("base64url");

/** Returns the visitor's cookie as the browser sent it. */
export const visitorCookie = (c: Context<Env>): string | undefined => getCookie(c, cookieName(c));

/** Returns the random id in the visitor's cookie. Returns null without a cookie and for a forged one. */
export async function knownVisitor(c: Context<Env>): Promise<string | null> {
  const [id, signed] = visitorCookie(c)?.split(".") ?? [];
  if (!id || !signed) return null;
  return (await carriesMac(c.get("services").vault, "visitor", id, signed)) ? id : null;
}

/** Gives the browser a visitor's cookie, until it is closed. Returns the cookie. */
export async function giveVisitorCookie(c: Context<Env>): Promise<string> {
  const id = randomToken(16);
  const cookie = `${id}.${await signature(c, id)}`;
  const attributes = {
    httpOnly: true,
    secure: isSecure(c.get("services").config),
    sameSite: "Lax",
    path: "/",
  } as const;
  setCookie(c, cookieName(c), cookie, attributes);
  return cookie;
}
