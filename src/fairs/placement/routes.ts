import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { RegistrationOutcome, Withdrawal } from "../registrations/index.ts";
import { answerOffer } from "./answer-offer.ts";
import { placeRegistration } from "./place-registration.ts";
import { placeMany, proposeBooths } from "./propose-booths.ts";
import { refuseRegistration } from "./refuse-registration.ts";
import { OfferAnswer, PlacedMany, PlacementInput, PlacementsInput, Proposal } from "./schema.ts";
import { withdrawRegistration } from "./withdraw-registration.ts";

const tags = ["fair registrations"];
const params = z.object({ id: Id });
const outcome = jsonAnswer(RegistrationOutcome, "Where the registration stands");
const of = (who: readonly ("member" | "officer")[], by: "enterpriseOrCity" | "city") =>
  ({ who, on: { record: "fairRegistration", param: "id", by } }) as const;
const host = { who: ["officer"], on: { record: "fair", param: "id", by: "city" } } as const;

/** Routes of placement, below /api/v1: booths are assigned, proposed, accepted and given back. */
export const fairPlacementRoutes = createApi()
  .openapi(
    apiRoute(of(["officer"], "city"), {
      method: "post",
      path: "/fair-registrations/{id}/placement",
      tags,
      summary: "The host gives it a booth, puts it on the waiting list, or turns it down",
      request: { params, body: jsonBody(PlacementInput) },
      responses: { 200: outcome },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const { decision, ...input } = c.req.valid("json");
      if ("reason" in input) return c.json(await refuseRegistration(ctx, { id, ...input }), 200);
      return c.json(await placeRegistration(ctx, { id, ...input }), 200);
    },
  )
  .openapi(
    apiRoute(of(["member", "officer"], "enterpriseOrCity"), {
      method: "post",
      path: "/fair-registrations/{id}/offer-answer",
      tags,
      summary: "Take the booth that became free, or let it go",
      request: { params, body: jsonBody(OfferAnswer) },
      responses: { 200: outcome },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), ...c.req.valid("param") };
      return c.json(await answerOffer(await commandContext(c), input), 200);
    },
  )
  .openapi(
    apiRoute(of(["member", "officer"], "enterpriseOrCity"), {
      method: "post",
      path: "/fair-registrations/{id}/withdrawal",
      tags,
      summary: "Take a registration back",
      request: { params, body: jsonBody(Withdrawal) },
      responses: { 200: outcome },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), ...c.req.valid("param") };
      return c.json(await withdrawRegistration(await commandContext(c), input), 200);
    },
  )
  .openapi(
    apiRoute(host, {
      method: "get",
      path: "/fairs/{id}/booth-proposal",
      tags,
      summary: "Where the recommended enterprises would stand by the public rule",
      request: { params },
      responses: { 200: jsonAnswer(Proposal, "Nothing is written") },
    }),
    async (c) => c.json(await proposeBooths(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(host, {
      method: "post",
      path: "/fairs/{id}/placements",
      tags,
      summary: "Place many registrations, each for itself",
      request: { params, body: jsonBody(PlacementsInput) },
      responses: { 200: jsonAnswer(PlacedMany, "How many, and what was left out and why") },
    }),
    async (c) => {
      const input = { fairId: c.req.valid("param").id, items: c.req.valid("json").items };
      return c.json(await placeMany(c.get("ctx"), input), 200);
    },
  );
