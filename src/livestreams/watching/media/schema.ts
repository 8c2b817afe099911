import { z } from "@hono/zod-openapi";

/** Address of a WebVTT file that grows while the livestream is on air. */
export const CaptionsAddress = z.strictObject({ url: z.string().trim().min(1).max(500) });

export type CaptionsAddress = z.infer<typeof CaptionsAddress>;
export type MediaUse = "poster" | "captions";
