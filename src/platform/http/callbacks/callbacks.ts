import type { Context } from "hono";
import { Hono } from "hono";
import type { RequestContext } from "../../context.ts";
import { AppError } from "../../core/errors.ts";
import type { Policy } from "../../core/policy.ts";
import { requirePolicy } from "../api.ts";
import type { Env } from "../env.ts";
import { countCallback, countRefusedCallback } from "../limits/rate.ts";
import type { PageEntry } from "../pages.ts";
import { type Fields, readFields } from "./fields.ts";

/** Every callback route stands below this path, and nothing else does. */
export const CALLBACK_PATH = "/callbacks/";

/** Returns true for a path below which no cookie, session or token of a form is read. */
export const isCallback = (path: string): boolean => path.startsWith(CALLBACK_PATH);

/** A callback as a route reads it. `params` are the parameters of the path. */
export type ReceivedCallback = { fields: Fields; params: Readonly<Record<string, string>> };

type CallbackRoute<Sender> = {
  /** The record that the path names. */
  on?: Policy["on"];
  /**
   * Returns the sender that the credential in the fields proves, with a name of this credential for the rate
   * limit. Returns null for a wrong and for a missing one, and if the path names no record.
   */
  verify(ctx: RequestContext, received: ReceivedCallback): Promise<{ key: string; sender: Sender } | null>;
  /** Handles a callback of a known sender, and answers as this kind of server expects. */
  answer(c: Context<Env>, received: ReceivedCallback & { sender: Sender }): Promise<Response> | Response;
};

/**
 * A sub-app of callbacks: POST by servers of others, with a form or flat JSON, and a credential of their own
 * in the address or the body. Neither is ever logged. The actor of their context has no rights.
 */
export class Callbacks {
  readonly app = new Hono<Env>();
  readonly entries: PageEntry[] = [];

  /** Adds a route. Throws for a path outside CALLBACK_PATH. */
  post<Sender>(path: string, { on, verify, answer }: CallbackRoute<Sender>): this {
    if (!isCallback(path)) throw new Error(`${path} is not below ${CALLBACK_PATH}`);
    const policy: Policy = { who: "callback", ...(on ? { on } : {}) };
    this.entries.push({ method: "POST", path, policy });
    this.app.post(path, requirePolicy(policy), async (c) => {
      const services = c.get("services");
      const ctx = c.get("ctx");
      const received = { fields: await readFields(c), params: c.req.param() as Record<string, string> };
      const known = await verify(ctx, received);
      if (!known) {
        await countRefusedCallback(services, ctx.client ?? "unknown");
        throw new AppError("CREDENTIAL_INVALID");
      }
      await countCallback(services, known.key);
      return answer(c, { ...received, sender: known.sender });
    });
    return this;
  }
}
