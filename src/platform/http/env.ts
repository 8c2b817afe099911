import type { RequestContext, Services } from "../context.ts";
import type { Policy } from "../core/policy.ts";

/** What middleware puts on a request. */
export type Env = {
  Variables: {
    services: Services;
    ctx: RequestContext;
    requestId: string;
    secureHeadersNonce?: string;
    /** The policy of the route that answers; unset until one is found. */
    policy?: Policy;
    /** Where the session came from: a cookie needs the form guard, a bearer token does not. */
    credential: "none" | "cookie" | "bearer";
  };
};
