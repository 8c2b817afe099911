import type { Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { TrieRouter } from "hono/router/trie-router";
import { AppError, notFound } from "../../core/errors.ts";
import type { Env } from "../env.ts";

type App = Pick<Hono<Env>, "routes" | "fetch">;
/** A path pattern with the HTTP methods of its routes. */
type Known = { pattern: string; methods: Set<string> };

const isRead = (method: string) => method === "GET" || method === "HEAD";
const hasParameter = ({ pattern }: Known) => pattern.includes(":");

/**
 * Returns a function that finds the patterns that a path matches. The table is built at its first call, after
 * all routes are registered.
 */
function tableOf(app: App): (path: string) => Known[] {
  let router: TrieRouter<Known> | undefined;
  const build = () => {
    const known = new Map<string, Known>();
    for (const { method, path } of app.routes) {
      if (method === "ALL" || path.includes("*")) continue;
      const one = known.get(path) ?? { pattern: path, methods: new Set() };
      known.set(path, one);
      one.methods.add(method);
      if (method === "GET") one.methods.add("HEAD");
    }
    const built = new TrieRouter<Known>();
    for (const one of known.values()) built.add("ALL", one.pattern, one);
    return built;
  };
  return (path) => {
    router ??= build();
    return router.match("ALL", path)[0].map(([one]) => one);
  };
}

/** Sends an internal GET for `path` as the same caller. Returns the status of the response. */
async function statusOf(app: App, c: Context<Env>, path: string): Promise<number> {
  const url = new URL(c.req.url);
  url.pathname = path;
  const headers = new Headers(c.req.raw.headers);
  for (const name of ["content-type", "content-length", "transfer-encoding", "idempotency-key"])
    headers.delete(name);
  // Without `outgoing`, an event stream cannot write to the caller's connection.
  const env = { ...(c.env as object), outgoing: undefined };
  const answer = await app.fetch(new Request(url, { headers }), env);
  await answer.body?.cancel();
  return answer.status;
}

export type Methods = ReturnType<typeof methodRules>;

/** Creates the checks of the HTTP method per path, from the app's routes. */
export function methodRules(app: App) {
  const match = tableOf(app);

  /**
   * Returns true if the caller may see the record that the path names. Requests the nearest GET route, of the
   * path itself or of a parent path; a status other than 404 counts.
   */
  async function isThere(c: Context<Env>): Promise<boolean> {
    const parts = c.req.path.split("/");
    for (; parts.length > 1; parts.pop()) {
      const path = parts.join("/");
      const readers = match(path).filter(({ methods }) => methods.has("GET"));
      if (readers.length > 0) return readers.some(hasParameter) && (await statusOf(app, c, path)) !== 404;
    }
    return false;
  }

  /**
   * Returns METHOD_NOT_ALLOWED with the allowed methods, or NOT_FOUND if the path has no route or the caller
   * may not see its record.
   */
  async function refusal(c: Context<Env>): Promise<AppError> {
    const known = match(c.req.path);
    if (known.length === 0) return notFound();
    if (known.every(hasParameter) && !(await isThere(c))) return notFound();
    const allow = [...new Set(known.flatMap(({ methods }) => [...methods]))].sort();
    return new AppError("METHOD_NOT_ALLOWED", { allow });
  }

  /**
   * Refuses writes with a method that the path does not support. Runs before the body and the form token are
   * read.
   */
  const guard = createMiddleware<Env>(async (c, next) => {
    const { method, path } = c.req;
    if (isRead(method) || match(path).some(({ methods }) => methods.has(method))) return next();
    throw await refusal(c);
  });

  /**
   * Returns path and query without trailing slashes. Returns null if the path has none, or if no route
   * matches the shorter path.
   */
  function unslashed(c: Context<Env>): string | null {
    const { pathname, search } = new URL(c.req.url);
    if (!isRead(c.req.method) || !/^\/[^/\\].*\/$/.test(pathname)) return null;
    const path = pathname.replace(/\/+$/, "");
    return match(path).length > 0 ? path + search : null;
  }

  return { guard, refusal, unslashed };
}
