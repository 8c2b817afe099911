import type { Context } from "hono";
import type { Env, Refusal } from "../../../platform/http/index.ts";
import { type Fields, FORM_ORIGIN, firstErrors, localPath, readForm } from "../../forms.ts";
import { markRefusal, plainAddress, type Refused, standsOn } from "./mark.ts";

/** Answers a request inside the program, as if it came from outside. */
export type Open = (c: Context<Env>, request: Request) => Response | Promise<Response>;

/** Refusals that belong to what was sent, or to a change in the meantime. */
const OF_THE_FORM: ReadonlySet<number> = new Set([404, 409, 410, 412, 422, 428, 429]);
/** The code of a person who sends too much: one more page would make it worse. */
const TOO_MUCH = "RATE_LIMITED";
/** Pages above the address of a form that are tried for it. */
const GUESSES_MAX = 4;

const isForm = (c: Context<Env>) =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(c.req.header("content-type") ?? "");

/** True for a form that a person sent and that a browser answers with a page. */
const isSentByPerson = (c: Context<Env>) =>
  c.req.method === "POST" && isForm(c) && (c.req.header("accept") ?? "").includes("text/html");

/** Returns a path of this site from a whole address or a path; null for another site. */
function pathOn(c: Context<Env>, address: string | undefined): string | null {
  if (!address) return null;
  const own = new URL(c.req.url).origin;
  const url = URL.parse(address, own);
  const origins = [own, ...c.get("services").config.origins];
  if (!url || !origins.includes(url.origin)) return null;
  const path = localPath(url.pathname + url.search, "");
  return path && !path.startsWith("/api/") ? path : null;
}

/** Returns the page from which a form was sent, if it or the browser says so. */
export const originOfForm = (c: Context<Env>, carried?: string): string | null =>
  pathOn(c, carried ?? c.req.query(FORM_ORIGIN)) ?? pathOn(c, c.req.header("referer"));

/** Returns the pages above the address of a form, the nearest first. */
function above(path: string): string[] {
  const parts = path.split("/").filter(Boolean);
  return parts.map((_, n) => `/${parts.slice(0, parts.length - n).join("/")}`).slice(0, GUESSES_MAX);
}

/** Opens a page as the person who sent the form. Returns null unless it is shown. */
async function pageAt(c: Context<Env>, path: string, open: Open): Promise<string | null> {
  const headers = new Headers(c.req.raw.headers);
  for (const name of ["content-type", "content-length", "transfer-encoding", "accept-encoding", "referer"])
    headers.delete(name);
  const answer = await open(c, new Request(new URL(path, c.req.url), { headers }));
  const isPage = answer.status === 200 && (answer.headers.get("content-type") ?? "").startsWith("text/html");
  if (isPage) return answer.text();
  await answer.body?.cancel();
  return null;
}

/** Replaces the nonce of the inner page by that of this answer. */
function withNonce(html: string, nonce: string): string {
  const inner = /<style nonce="([^"]*)"/.exec(html)?.[1];
  return inner ? html.replaceAll(`nonce="${inner}"`, `nonce="${nonce}"`) : html;
}

/** Reads what was sent. An upload's file has been read already, so nothing of it is left. */
async function sentFields(c: Context<Env>): Promise<Fields> {
  try {
    return await readForm(c);
  } catch {
    return {};
  }
}

/** The field in which a page tells its forms where they stand, or nothing after an upload. */
async function carriedOrigin(c: Context<Env>): Promise<string | undefined> {
  try {
    const text = (await c.req.parseBody())[FORM_ORIGIN];
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Answers a refused form with the page on which it stands: the reason in the form, each error beside its
 * field, all input kept. Returns null if nobody sent a form, or if its page cannot be found.
 * A page that nobody named is only tried if the form stands on it.
 */
export async function shownAgain(c: Context<Env>, refusal: Refusal, open: Open): Promise<Response | null> {
  const { error, status, title, detail } = refusal;
  if (!OF_THE_FORM.has(status) || error.code === TOO_MUCH || !isSentByPerson(c)) return null;
  const values = await sentFields(c);
  const url = new URL(c.req.url);
  const errors = firstErrors(error.detail.fields ?? [], values);
  const refused: Refused = { action: plainAddress(url.pathname + url.search), values, errors, title, detail };
  const named = originOfForm(c, await carriedOrigin(c));
  const guesses = status === 404 ? [] : above(url.pathname);
  for (const path of new Set([...(named ? [named] : []), ...guesses])) {
    const html = await pageAt(c, path, open);
    if (html === null || (path !== named && !standsOn(html, refused))) continue;
    if (error.detail.retryAfterS) c.header("retry-after", String(Math.ceil(error.detail.retryAfterS)));
    const marked = markRefusal(html, refused, path);
    return c.html(withNonce(marked, c.get("secureHeadersNonce") ?? ""), status);
  }
  return null;
}
