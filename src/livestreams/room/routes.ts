import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { acceptHandover } from "./handover/accept-handover.ts";
import { declineHandover } from "./handover/decline-handover.ts";
import { proposeHandover } from "./handover/propose-handover.ts";
import { getHandovers } from "./handover/read-handovers.ts";
import { takeBackHandover } from "./handover/take-back-handover.ts";
import { HandoverAction, Handovers, HandoverView } from "./schema.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const readers = { who: "anyone", on: { record: "livestream", param: "id", by: "readers" } } as const;
const CONTROL = { who: ["officer"], on: { record: "livestream", param: "id", by: "parties" } } as const;

/** Routes of the hand-overs of a livestream, below /api/v1. */
export const handoverRoutes = createApi()
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/livestreams/{id}/handovers",
      tags,
      summary: "The livestreams to and from which a programme is handed",
      request: { params },
      responses: { 200: jsonAnswer(Handovers, "The newest hand-overs; only accepted ones for viewers") },
    }),
    async (c) => c.json(await getHandovers(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/handovers",
      tags,
      summary: "Hand the programme to another livestream; accept, decline or take back a hand-over",
      request: { params, body: jsonBody(HandoverAction) },
      responses: { 200: jsonAnswer(HandoverView, "The hand-over after it") },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const act = c.req.valid("json");
      switch (act.action) {
        case "propose":
          return c.json(await proposeHandover(ctx, { id, ...act }), 200);
        case "accept":
          return c.json(await acceptHandover(ctx, { id, ...act }), 200);
        case "decline":
          return c.json(await declineHandover(ctx, { id, ...act }), 200);
        case "takeBack":
          return c.json(await takeBackHandover(ctx, { id, ...act }), 200);
      }
    },
  );
