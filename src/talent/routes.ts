import { z } from "@hono/zod-openapi";
import { Cursor, Id, Limit } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { inviteTalent } from "./invitations/invite-talent.ts";
import { listSentTalentInvitations } from "./invitations/read-invitations.ts";
import { openTalentCard } from "./open-card.ts";
import {
  OpenedTalentCard,
  SentTalentInvitation,
  TalentInvitationInput,
  TalentPage,
  TalentQuery,
  TalentReader,
} from "./schema.ts";
import { searchTalent } from "./search-talent.ts";

const tags = ["talent"];
const params = z.object({ id: Id });
const readers = { who: ["member", "officer"] } as const;
const card = { record: "talentCard", param: "id" } as const;
const Invited = z.object({ id: Id, created: z.boolean() }).openapi("InvitedTalent");

/** Routes of officers and of members of verified enterprises, for the cards shown to their city. */
export const talentRoutes = createApi()
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/talent",
      tags,
      summary: "Cards of the talent pool that people show to my city, newest first",
      request: { query: TalentQuery },
      responses: { 200: jsonAnswer(TalentPage, "One page, without names and numbers") },
    }),
    async (c) => c.json(await searchTalent(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(
      { ...readers, on: { ...card, by: "enterpriseOrCity" } },
      {
        method: "get",
        path: "/talent/{id}",
        tags,
        summary: "Open a card: its owner sees who looked",
        request: { params, query: TalentReader },
        responses: { 200: jsonAnswer(OpenedTalentCard, "The card as its owner shows it") },
      },
    ),
    async (c) =>
      c.json(await openTalentCard(c.get("ctx"), { ...c.req.valid("query"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(
      { who: ["member"], on: { ...card, by: "enterprise" } },
      {
        method: "post",
        path: "/talent/{id}/invitations",
        tags,
        summary: "Invite the person to apply to one of my postings",
        request: { params, body: jsonBody(TalentInvitationInput) },
        responses: {
          201: jsonAnswer(Invited, "Invited"),
          200: jsonAnswer(Invited, "Invited before: the same invitation"),
        },
      },
    ),
    async (c) => {
      const invited = await inviteTalent(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") });
      return invited.created ? c.json(invited, 201) : c.json(invited, 200);
    },
  )
  .openapi(
    apiRoute(
      { who: ["member"], on: { record: "enterprise", param: "id", by: "enterprise" } },
      {
        method: "get",
        path: "/enterprises/{id}/talent-invitations",
        tags,
        summary: "Invitations that my enterprise sent",
        request: { params, query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }) },
        responses: {
          200: jsonAnswer(
            z.object({ items: z.array(SentTalentInvitation), nextCursor: z.string().nullable() }),
            "One page, newest first",
          ),
        },
      },
    ),
    async (c) => {
      const { id: enterpriseId } = c.req.valid("param");
      return c.json(
        await listSentTalentInvitations(c.get("ctx"), { enterpriseId, ...c.req.valid("query") }),
        200,
      );
    },
  );
