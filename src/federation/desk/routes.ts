import { z } from "@hono/zod-openapi";
import { DivisionCode } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer } from "../../platform/http/api.ts";
import { getExitCertificate } from "./exits.ts";
import { getAgreement } from "./get-agreement.ts";
import { getPartner } from "./get-partner.ts";
import { listPartners } from "./list-partners.ts";
import { replayEntries } from "./replay-entries.ts";
import { resumeLog } from "./resume-log.ts";
import { PartnerDetail, Partners, Replayed, SignedAgreement } from "./schema.ts";

const CityParams = z.object({ city: DivisionCode });
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
      path: "/federation/partners/{city}",
      tags,
      summary: "A partner city with its keys, signed notes and entries in quarantine",
      request: { params: CityParams },
      responses: { 200: jsonAnswer(PartnerDetail, "As it stands now") },
    }),
    async (c) => c.json(await getPartner(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(UNION, {
      method: "post",
      path: "/federation/partners/{city}/replay",
      tags,
      summary: "Try entries in quarantine again",
      request: { params: CityParams },
      responses: { 200: jsonAnswer(Replayed, "How many could be read now") },
    }),
    async (c) => c.json(await replayEntries(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(
      { who: ["administrator"] },
      {
        method: "post",
        path: "/federation/partners/{city}/resume",
        tags,
        summary: "Follow a frozen log again",
        request: { params: CityParams },
        responses: { 204: { description: "Done" } },
      },
    ),
    async (c) => {
      await resumeLog(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
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
  )
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/agreements/{slug}/exits/{left}/{party}",
      tags,
      summary: "The certificate of a city that left, signed by both",
      request: {
        params: z.object({ slug: z.string().max(40), left: DivisionCode, party: DivisionCode }),
      },
      responses: { 200: jsonAnswer(z.object({ note: z.string() }), "A signed note") },
    }),
    async (c) => {
      const { slug, left: leftCity, party } = c.req.valid("param");
      return c.json({ note: await getExitCertificate(c.get("ctx"), { slug, leftCity, party }) }, 200);
    },
  );
