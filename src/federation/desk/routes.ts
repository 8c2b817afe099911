import { z } from "@hono/zod-openapi";
import { apiRoute, createApi, jsonAnswer } from "../../platform/http/api.ts";
import { getAgreement } from "./get-agreement.ts";
import { listPartners } from "./list-partners.ts";
import { Partners, SignedAgreement } from "./schema.ts";

const tags = ["federation"];
const UNION = { who: ["officer", "administrator"] } as const;

/** Routes of the officers' page about cooperation, below /federation. */
export const deskRoutes = createApi()
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/partners",
      tags,
      summary: "Cities that cooperate with the officer's city, and how far this node follows each",
      responses: { 200: jsonAnswer(Partners, "In the agreements' order") },
    }),
    async (c) => c.json(await listPartners(c.get("ctx")), 200),
  )
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/agreements/{slug}",
      tags,
      summary: "A signed agreement with its clauses and revisions",
      request: { params: z.object({ slug: z.string().max(40) }) },
      responses: { 200: jsonAnswer(SignedAgreement, "As it holds here") },
    }),
    async (c) => c.json(await getAgreement(c.get("ctx"), c.req.valid("param")), 200),
  );
