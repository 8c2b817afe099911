import { z } from "@hono/zod-openapi";
import type { RequestContext } from "../platform/context.ts";
import { entityTag, revisionOf } from "../platform/core/commands/revision.ts";
import { Cursor, Id, Limit, PlainText, RevisionHeader } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { claimEnterprise } from "./claims/claim-enterprise.ts";
import { decideClaim } from "./claims/decide-claim.ts";
import { listOwnClaims } from "./claims/list-own-claims.ts";
import { getEnterprise, listEnterprises } from "./read-enterprises.ts";
import {
  ClaimDecision,
  ClaimInput,
  ClaimView,
  EnterpriseInput,
  EnterprisePatch,
  EnterpriseView,
  OwnClaim,
  STATUSES,
  VerificationInput,
} from "./schema.ts";
import { refuseEnterprise } from "./standing/refuse-enterprise.ts";
import { reinstateEnterprise } from "./standing/reinstate-enterprise.ts";
import { renewVerification } from "./standing/renew-verification.ts";
import { suspendEnterprise } from "./standing/suspend-enterprise.ts";
import { verifyEnterprise } from "./standing/verify-enterprise.ts";
import { registerEnterprise } from "./writing/register-enterprise.ts";
import { updateEnterprise } from "./writing/update-enterprise.ts";

const tags = ["enterprises"];
const params = z.object({ id: Id });
const view = jsonAnswer(EnterpriseView, "The enterprise");
const DECIDE = {
  verify: verifyEnterprise,
  renew: renewVerification,
  refuse: (ctx: RequestContext, input: Parameters<typeof verifyEnterprise>[1]) =>
    refuseEnterprise(ctx, { ...input, reason: input.reason ?? "" }),
  suspend: suspendEnterprise,
  reinstate: reinstateEnterprise,
};
const List = z.object({ items: z.array(EnterpriseView), nextCursor: z.string().nullable() });

/** Routes of enterprises and claims, below /api/v1. */
export const enterpriseRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "anyone" },
      {
        method: "get",
        path: "/enterprises",
        tags,
        summary: "Verified enterprises; an officer's own with managed=true",
        request: {
          query: z.object({
            managed: z.stringbool().default(false),
            status: z.enum(STATUSES).optional(),
            q: PlainText(60).optional(),
            cursor: Cursor.optional(),
            limit: Limit,
          }),
        },
        responses: { 200: jsonAnswer(List, "One page, newest first") },
      },
    ),
    async (c) => c.json(await listEnterprises(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "post",
        path: "/enterprises",
        tags,
        summary: "Register an enterprise and become its member",
        request: { body: jsonBody(EnterpriseInput) },
        responses: { 201: view },
      },
    ),
    async (c) => {
      const made = await registerEnterprise(c.get("ctx"), c.req.valid("json"));
      return c.json(made, 201, { etag: entityTag(made.rev), location: `/api/v1/enterprises/${made.id}` });
    },
  )
  .openapi(
    apiRoute(
      { who: "anyone", on: { record: "enterprise", param: "id", by: "readers" } },
      {
        method: "get",
        path: "/enterprises/{id}",
        tags,
        summary: "One enterprise",
        request: { params },
        responses: { 200: view },
      },
    ),
    async (c) => {
      const seen = await getEnterprise(c.get("ctx"), c.req.valid("param").id);
      return c.json(seen, 200, { etag: entityTag(seen.rev) });
    },
  )
  .openapi(
    apiRoute(
      { who: ["member", "officer"], on: { record: "enterprise", param: "id", by: "enterpriseOrCity" } },
      {
        method: "patch",
        path: "/enterprises/{id}",
        tags,
        summary: "Change the details of an enterprise",
        request: {
          params,
          headers: RevisionHeader,
          body: jsonBody(EnterprisePatch),
        },
        responses: { 200: view },
      },
    ),
    async (c) => {
      const { id } = c.req.valid("param");
      const ifRev = revisionOf(c.req.header("if-match"));
      const edited = await updateEnterprise(c.get("ctx"), { id, ifRev, patch: c.req.valid("json") });
      return c.json(edited, 200, { etag: entityTag(edited.rev) });
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "enterprise", param: "id", by: "readers" } },
      {
        method: "post",
        path: "/enterprises/{id}/claims",
        tags,
        summary: "Say that you speak for this enterprise",
        request: { params, body: jsonBody(ClaimInput) },
        responses: { 201: jsonAnswer(ClaimView, "The claim, waiting for an officer") },
      },
    ),
    async (c) => {
      const input = { ...c.req.valid("json"), enterpriseId: c.req.valid("param").id };
      return c.json(await claimEnterprise(c.get("ctx"), input), 201);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "get",
        path: "/me/claims",
        tags,
        summary: "My claims to enterprises",
        responses: { 200: jsonAnswer(z.object({ items: z.array(OwnClaim) }), "The 20 newest ones") },
      },
    ),
    async (c) => c.json({ items: await listOwnClaims(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(
      { who: ["officer"], on: { record: "enterprise", param: "id", by: "city" } },
      {
        method: "post",
        path: "/enterprises/{id}/verification",
        tags,
        summary: "Verify, refuse, suspend or reinstate an enterprise",
        request: { params, body: jsonBody(VerificationInput) },
        responses: { 200: view },
      },
    ),
    async (c) => {
      const { decision, ...input } = c.req.valid("json");
      return c.json(await DECIDE[decision](c.get("ctx"), { ...input, ...c.req.valid("param") }), 200);
    },
  )
  .openapi(
    apiRoute(
      { who: ["officer"], on: { record: "claim", param: "id", by: "city" } },
      {
        method: "post",
        path: "/claims/{id}/decision",
        tags,
        summary: "Approve or reject a claim",
        request: { params, body: jsonBody(ClaimDecision) },
        responses: { 200: jsonAnswer(ClaimView, "The claim after the decision") },
      },
    ),
    async (c) => {
      const input = { ...c.req.valid("json"), claimId: c.req.valid("param").id };
      return c.json(await decideClaim(c.get("ctx"), input), 200);
    },
  );
