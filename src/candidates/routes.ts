import { z } from "@hono/zod-openapi";
import { orNotFound } from "../platform/core/errors.ts";
import { Cursor, Limit } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { listConsents } from "./consents.ts";
import { listCardViews } from "./looks.ts";
import { getProfile, saveProfile } from "./save-profile.ts";
import { CardView, ConsentView, ProfileInput, ProfileView } from "./schema.ts";

const tags = ["me"];
const own = { who: "signedIn" } as const;

/** Routes below /api/v1 for the caller's card, consents, and views of the card. */
export const candidateRoutes = createApi()
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/profile",
      tags,
      summary: "My card",
      responses: { 200: jsonAnswer(ProfileView, "The card") },
    }),
    async (c) => c.json(orNotFound(await getProfile(c.get("ctx"))), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "put",
      path: "/me/profile",
      tags,
      summary: "Make or replace my card",
      request: { body: jsonBody(ProfileInput) },
      responses: { 200: jsonAnswer(ProfileView, "The card as kept") },
    }),
    async (c) => c.json(await saveProfile(c.get("ctx"), c.req.valid("json")), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/consents",
      tags,
      summary: "Whom I let see what",
      responses: { 200: jsonAnswer(z.object({ items: z.array(ConsentView) }), "Newest first") },
    }),
    async (c) => c.json({ items: await listConsents(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/card-views",
      tags,
      summary: "Who looked at my card or phone, in which role and why",
      request: { query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }) },
      responses: {
        200: jsonAnswer(
          z.object({ items: z.array(CardView), nextCursor: z.string().nullable() }),
          "One page, newest first",
        ),
      },
    }),
    async (c) => c.json(await listCardViews(c.get("ctx"), c.req.valid("query")), 200),
  );
