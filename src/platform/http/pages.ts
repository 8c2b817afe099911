import { Hono } from "hono";
import type { Handler } from "hono/types";
import type { Policy } from "../core/policy.ts";
import { requirePolicy } from "./api.ts";
import type { Env } from "./env.ts";

export type PageEntry = { method: "GET" | "POST"; path: string; policy: Policy };

/**
 * A sub-app of HTML pages. Every route has a policy. `entries` lists the routes for the tests that are
 * generated from policies.
 */
export class Pages {
  readonly app = new Hono<Env>();
  readonly entries: PageEntry[] = [];

  get(path: string, policy: Policy, handler: Handler<Env>): this {
    this.entries.push({ method: "GET", path, policy });
    this.app.get(path, requirePolicy(policy), handler);
    return this;
  }

  post(path: string, policy: Policy, handler: Handler<Env>): this {
    this.entries.push({ method: "POST", path, policy });
    this.app.post(path, requirePolicy(policy), handler);
    return this;
  }
}
