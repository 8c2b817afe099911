import type { RequestContext, Services } from "../context.ts";

/** Values that middleware sets on a request. */
export type Env = {
  Variables: {
    services: Services;
    ctx: RequestContext;
    requestId: string;
    secureHeadersNonce?: string;
    /** Origin of the session. A cookie needs the form guard, a bearer token does not. */
    credential: "none" | "cookie" | "bearer";
  };
};
