import { z } from "@hono/zod-openapi";
import { Id } from "../../../platform/core/schema.ts";
import { apiRoute, createApi, jsonBody } from "../../../platform/http/api.ts";
import { QueueJoin } from "../schema.ts";
import { dropRefused } from "./drop-refused.ts";

const fair = { record: "fair", param: "id", by: "readers" } as const;

/** Routes of what hosts of fairs at other nodes refused, below /api/v1. */
export const refusedAskRoutes = createApi().openapi(
  apiRoute(
    { who: "signedIn", on: fair },
    {
      method: "post",
      path: "/me/fairs/{id}/refused/removal",
      tags: ["fair interviews"],
      summary: "Remove what the host of a fair at another node refused at a booth",
      request: { params: z.object({ id: Id }), body: jsonBody(QueueJoin) },
      responses: { 204: { description: "Done" } },
    },
  ),
  async (c) => {
    await dropRefused(c.get("ctx"), { ...c.req.valid("json"), fairId: c.req.valid("param").id });
    return c.body(null, 204);
  },
);
