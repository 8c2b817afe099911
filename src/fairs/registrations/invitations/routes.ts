import { z } from "@hono/zod-openapi";
import { Id } from "../../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../../platform/http/api.ts";
import { InvitationInput, InvitationView } from "../schema.ts";
import { inviteEnterprise, listInvitations } from "./invite-enterprise.ts";

const tags = ["fairs"];
const params = z.object({ id: Id });
/**
 * Policy: officers who may read the fair. The functions behind the routes also require an officer of a city
 * that takes part.
 */
const partners = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;

/** Routes for invitations of enterprises from outside the agreement, below /api/v1. */
export const fairInvitationRoutes = createApi()
  .openapi(
    apiRoute(partners, {
      method: "get",
      path: "/fairs/{id}/invitations",
      tags,
      summary: "Invitations that the caller's city sent to enterprises from outside",
      request: { params },
      responses: { 200: jsonAnswer(z.object({ items: z.array(InvitationView) }), "Newest first") },
    }),
    async (c) => c.json({ items: await listInvitations(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(partners, {
      method: "post",
      path: "/fairs/{id}/invitations",
      tags,
      summary: "Invite an enterprise from outside the agreement",
      request: { params, body: jsonBody(InvitationInput) },
      responses: { 201: jsonAnswer(InvitationView, "With the code to hand on") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), fairId: c.req.valid("param").id };
      return c.json(await inviteEnterprise(c.get("ctx"), input), 201);
    },
  );
