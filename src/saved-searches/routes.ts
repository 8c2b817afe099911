import { z } from "@hono/zod-openapi";
import { Id } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { forgetSearch } from "./forget-search.ts";
import { listSavedSearches } from "./read-searches.ts";
import { saveSearch } from "./save-search.ts";
import { SavedSearchInput, SavedSearchView } from "./schema.ts";

const tags = ["me"];
const own = { who: "signedIn" } as const;

/** Routes for the caller's saved searches. */
export const savedSearchRoutes = createApi()
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/saved-searches",
      tags,
      summary: "My saved searches",
      responses: { 200: jsonAnswer(z.object({ items: z.array(SavedSearchView) }), "Newest first") },
    }),
    async (c) => c.json({ items: await listSavedSearches(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/me/saved-searches",
      tags,
      summary: "Keep a search and be told of what it finds later",
      request: { body: jsonBody(SavedSearchInput) },
      responses: { 201: jsonAnswer(SavedSearchView, "The search as kept") },
    }),
    async (c) => c.json(await saveSearch(c.get("ctx"), c.req.valid("json")), 201),
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "savedSearch", param: "id", by: "owner" } },
      {
        method: "delete",
        path: "/me/saved-searches/{id}",
        tags,
        summary: "Forget a saved search",
        request: { params: z.object({ id: Id }) },
        responses: { 204: { description: "Forgotten" } },
      },
    ),
    async (c) => {
      await forgetSearch(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
