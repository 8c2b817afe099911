import { z } from "@hono/zod-openapi";
import { Cursor, Limit } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer } from "../platform/http/api.ts";
import { listErasures } from "./ledger/list-erasures.ts";
import { Erasures } from "./ledger/schema.ts";

/** Routes below /api/v1 for the caller's erasures at other places. */
export const peerRoutes = createApi().openapi(
  apiRoute(
    { who: "signedIn" },
    {
      method: "get",
      path: "/me/erasures",
      tags: ["me"],
      summary: "Who had to give data of mine back, and who confirmed it",
      request: { query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }) },
      responses: { 200: jsonAnswer(Erasures, "One page, newest first, with counts over all") },
    },
  ),
  async (c) => c.json(await listErasures(c.get("ctx"), c.req.valid("query")), 200),
);
