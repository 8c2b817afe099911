import type { RequestContext, Services } from "../context.ts";

/** What middleware puts on a request. */
export type Env = {
  Variables: {
    services: Services;
    ctx: RequestContext;
    requestId: string;
    secureHeadersNonce?: string;
    /** Where the session came from: a cookie needs the form guard, a bearer token does not. */
    credential: "none" | "cookie" | "bearer";
  };
};
