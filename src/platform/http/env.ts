import type { RequestContext, Services } from "../context.ts";
import type { Policy } from "../core/policy.ts";

/** Values that middleware sets on a request. */
export type Env = {
  Variables: {
    services: Services;
    ctx: RequestContext;
    requestId: string;
    secureHeadersNonce?: string;
    /** Policy of the route that answers. Unset until one is found. */
    policy?: Policy;
    /** Origin of the session. A cookie needs the form guard, a bearer token does not. */
    credential: "none" | "cookie" | "bearer";
  };
};
