import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, PlainText } from "../platform/core/schema.ts";

export const ShuttleInput = z.strictObject({
  city: DivisionCode,
  title: PlainText(80, 1),
  departsAt: z.iso.datetime(),
});
export type ShuttleInput = z.infer<typeof ShuttleInput>;

export const ShuttleView = z.object({
  id: Id,
  city: DivisionCode,
  title: z.string(),
  departsAt: z.iso.datetime(),
  departed: z.boolean(),
});
export type ShuttleView = z.infer<typeof ShuttleView>;
