import type { RequestContext, Services } from "../context.ts";
import type { Policy } from "../core/policy.ts";

/** Values that middleware sets on a request. */
export type Env = {
  Variables: {
    services: Services;
    ctx: RequestContext;
    requestId: string;
    secureHeadersNonce?: string;
    /** Origins of other hosts from which the page of this answer plays media. Set by `playsMedia`. */
    mediaOrigins?: readonly string[];
    /** Origins of other hosts from which the page of this answer shows pictures. Set by `showsPictures`. */
    pictureOrigins?: readonly string[];
    /** True if pages of other hosts may show this answer as a film or a picture. Set by `shareMedia`. */
    sharedMedia?: boolean;
    /** Events of the live page that this answer sends. Set by `eventStream`. */
    line?: ReadableStream<Uint8Array>;
    /** Policy of the matched route. Unset until a route matches. */
    policy?: Policy;
    /**
     * Way in which the request authenticates. A cookie needs guardForms against cross-site requests, a bearer
     * token does not.
     */
    credential: "none" | "cookie" | "bearer";
  };
};
