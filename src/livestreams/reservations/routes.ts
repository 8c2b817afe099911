import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { isReserved, setReservation } from "./reserve.ts";
import { ReservationInput, ReservationView } from "./schema.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const OWN = { who: "signedIn", on: { record: "livestream", param: "id", by: "readers" } } as const;
const path = "/livestreams/{id}/reservation";

/** Routes of the caller's own reservation of a livestream, below /api/v1. */
export const reservationRoutes = createApi()
  .openapi(
    apiRoute(OWN, {
      method: "get",
      path,
      tags,
      summary: "Whether the caller is reminded of the livestream",
      request: { params },
      responses: { 200: jsonAnswer(ReservationView, "The caller's own") },
    }),
    async (c) => c.json({ reserved: await isReserved(c.get("ctx"), c.req.valid("param")) }, 200),
  )
  .openapi(
    apiRoute(OWN, {
      method: "put",
      path,
      tags,
      summary: "Be reminded of the livestream a day, an hour and five minutes before it starts, or not",
      request: { params, body: jsonBody(ReservationInput) },
      responses: { 200: jsonAnswer(ReservationView, "As it is now") },
    }),
    async (c) => {
      const asked = { ...c.req.valid("param"), ...c.req.valid("json") };
      return c.json(await setReservation(await commandContext(c), asked), 200);
    },
  );
