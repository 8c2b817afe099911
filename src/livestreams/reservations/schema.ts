import { z } from "@hono/zod-openapi";
import { command } from "../livestream/index.ts";

const { commandId } = command;

/** True if the caller is reminded. */
export const ReservationInput = z
  .strictObject({ reserved: z.boolean(), commandId })
  .openapi("LivestreamReservationInput");
export const ReservationView = z.object({ reserved: z.boolean() }).openapi("LivestreamReservation");

export type ReservationInput = z.infer<typeof ReservationInput>;
export type ReservationView = z.infer<typeof ReservationView>;
