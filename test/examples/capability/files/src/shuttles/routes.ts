import { z } from "@hono/zod-openapi";
import { Id } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { announceShuttle } from "./announce-shuttle.ts";
import { ShuttleInput, ShuttleView } from "./schema.ts";
import { sendOff } from "./send-off.ts";

export const shuttleRoutes = createApi()
  .openapi(
    apiRoute(
      { who: ["officer"] },
      {
        method: "post",
        path: "/shuttles",
        summary: "Announce a shuttle bus",
        request: { body: jsonBody(ShuttleInput) },
        responses: { 201: jsonAnswer(ShuttleView, "The shuttle") },
      },
    ),
    async (c) => c.json(await announceShuttle(c.get("ctx"), c.req.valid("json")), 201),
  )
  .openapi(
    apiRoute(
      { who: ["officer"], on: { record: "shuttle", param: "id", by: "city" } },
      {
        method: "post",
        path: "/shuttles/{id}/departure",
        summary: "Send a shuttle bus off",
        request: { params: z.object({ id: Id }) },
        responses: { 200: jsonAnswer(ShuttleView, "The shuttle, departed") },
      },
    ),
    async (c) => c.json(await sendOff(c.get("ctx"), c.req.valid("param")), 200),
  );
