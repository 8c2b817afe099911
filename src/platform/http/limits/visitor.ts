import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { carriesMac, randomToken } from "../../core/vault.ts";
import { isSecure, ownCookie } from "../answers/own-cookie.ts";
import type { Env } from "../env.ts";

/** Ids have 22 characters. A longer one was not issued, and is not hashed. */
const ID_MAX = 64;

const cookieName = (c: Context<Env>) => ownCookie(c.get("services").config, "visitor");

const signature = async (c: Context<Env>, id: string) =>
  (await c.get("services").vault.mac("visitor", id)).toString("base64url");

/** Returns the visitor's cookie as the browser sent it. */
export const visitorCookie = (c: Context<Env>): string | undefined => getCookie(c, cookieName(c));

/** Returns the random id in a visitor's token. Returns null without a token and for a forged one. */
async function idOf(c: Context<Env>, token: string | undefined): Promise<string | null> {
  const [id, signed] = token?.split(".") ?? [];
  if (!id || !signed || id.length > ID_MAX) return null;
  return (await carriesMac(c.get("services").vault, "visitor", id, signed)) ? id : null;
}

/** Returns the random id in the visitor's cookie. Returns null without a cookie and for a forged one. */
export const knownVisitor = (c: Context<Env>): Promise<string | null> => idOf(c, visitorCookie(c));

/** Query parameter in which a live page sends its viewer's token, for browsers that keep no cookie. */
export const VIEWER_PARAM = "viewer";

/** Returns the id of a live page's viewer: by the cookie, else by the token in the address. */
export const knownViewer = async (c: Context<Env>): Promise<string | null> =>
  (await knownVisitor(c)) ?? idOf(c, c.req.query(VIEWER_PARAM));

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

/**
 * Returns the token by which a live page's requests are counted: that of the browser's cookie, or a new one,
 * which the browser gets as its cookie too. The page sends it as VIEWER_PARAM.
 */
export async function viewerToken(c: Context<Env>): Promise<string> {
  const known = await knownVisitor(c);
  return (known && visitorCookie(c)) || giveVisitorCookie(c);
}

/** Gives the browser a visitor's cookie, and returns the random id in it. */
export const giveVisitor = async (c: Context<Env>): Promise<string> =>
  (await giveVisitorCookie(c)).split(".")[0] ?? "";
