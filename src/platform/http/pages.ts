import { Hono } from "hono";
import type { Handler } from "hono/types";
import type { Policy } from "../core/policy.ts";
import { requirePolicy } from "./api.ts";
import type { Env } from "./env.ts";

export type PageEntry = {
  method: "GET" | "POST";
  path: string;
  policy: Policy;
  /**
   * True for a page, line or beat that many people at one address ask for again and again. It must be cheap.
   * It is counted per viewer, as `countViewer` says.
   */
  live?: true;
};

type PageOptions = Pick<PageEntry, "live">;

/**
 * A sub-app of HTML pages. Every route has a policy. `entries` lists the routes for the tests that are
 * generated from policies.
 */
export class Pages {
  readonly app = new Hono<Env>();
  readonly entries: PageEntry[] = [];

  get(path: string, policy: Policy, handler: Handler<Env>, options: PageOptions = {}): this {
    this.entries.push({ method: "GET", path, policy, ...options });
    this.app.get(path, requirePolicy(policy), handler);
    return this;
  }

  post(path: string, policy: Policy, handler: Handler<Env>, options: PageOptions = {}): this {
    this.entries.push({ method: "POST", path, policy, ...options });
    this.app.post(path, requirePolicy(policy), handler);
    return this;
  }
}

/**
 * Returns a function that recognises live pages by method and pattern. Reads `entries` at the first call,
 * after all routes are registered.
 */
export function livePages(
  entries: readonly { method: string; path: string; live?: true }[],
): (method: string, pattern: string) => boolean {
  let live: Set<string> | undefined;
  return (method, pattern) => {
    live ??= new Set(entries.filter((one) => one.live).map((one) => `${one.method} ${one.path}`));
    return live.has(`${method === "HEAD" ? "GET" : method} ${pattern}`);
  };
}
