import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { blockEnterprise } from "../invitations/block-enterprise.ts";
import { declineInvitation } from "../invitations/decline-invitation.ts";
import { listTalentBlocks, listTalentInvitations } from "../invitations/read-invitations.ts";
import { unblockEnterprise } from "../invitations/unblock-enterprise.ts";
import {
  OwnTalentCard,
  TalentBlock,
  TalentChoice,
  TalentInvitation,
  TalentPreview,
  TalentReceiver,
} from "../schema.ts";
import { listOwnTalentCards, listTalentReceivers, previewTalentCard } from "./read-cards.ts";
import { switchOnTalentCard } from "./switch-on.ts";
import { takeBackTalentCard } from "./take-back.ts";

const tags = ["me"];
const own = { who: "signedIn" } as const;
const params = z.object({ id: Id });
const done = { 204: { description: "Done" } };
const blocked = { who: "signedIn", on: { record: "enterprise", param: "id", by: "readers" } } as const;
const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const Shown = z.object({ items: z.array(OwnTalentCard), receivers: z.array(TalentReceiver) });

const cardRoutes = createApi()
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/talent",
      tags,
      summary: "Which city sees my card in the talent pool, and which cities could",
      responses: { 200: jsonAnswer(Shown, "What each city sees, and until when") },
    }),
    async (c) => {
      const ctx = c.get("ctx");
      const [items, receivers] = await Promise.all([listOwnTalentCards(ctx), listTalentReceivers(ctx)]);
      return c.json({ items, receivers }, 200);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/me/talent/preview",
      tags,
      summary: "My card as the people of each city would see it",
      request: { body: jsonBody(TalentChoice) },
      responses: { 200: jsonAnswer(listOf(TalentPreview), "The cards, without name and number") },
    }),
    async (c) => c.json({ items: await previewTalentCard(c.get("ctx"), c.req.valid("json")) }, 200),
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/me/talent",
      tags,
      summary: "Show my card to these cities",
      request: { body: jsonBody(TalentChoice) },
      responses: { 201: jsonAnswer(listOf(OwnTalentCard), "All cards that I show now") },
    }),
    async (c) => c.json({ items: await switchOnTalentCard(c.get("ctx"), c.req.valid("json")) }, 201),
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "talentCard", param: "id", by: "owner" } },
      {
        method: "delete",
        path: "/me/talent/{id}",
        tags,
        summary: "Take my card back from a city",
        request: { params },
        responses: done,
      },
    ),
    async (c) => {
      await takeBackTalentCard(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );

const answerRoutes = createApi()
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/talent-invitations",
      tags,
      summary: "Enterprises that invited me to apply",
      responses: { 200: jsonAnswer(listOf(TalentInvitation), "Newest first") },
    }),
    async (c) => c.json({ items: await listTalentInvitations(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "talentInvitation", param: "id", by: "owner" } },
      {
        method: "post",
        path: "/me/talent-invitations/{id}/decline",
        tags,
        summary: "Answer that the posting does not suit me",
        request: { params },
        responses: done,
      },
    ),
    async (c) => {
      await declineInvitation(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/talent-blocks",
      tags,
      summary: "Enterprises that may not see my card",
      responses: { 200: jsonAnswer(listOf(TalentBlock), "The latest first") },
    }),
    async (c) => c.json({ items: await listTalentBlocks(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(blocked, {
      method: "put",
      path: "/me/talent-blocks/{id}",
      tags,
      summary: "Hide my card from an enterprise",
      request: { params },
      responses: done,
    }),
    async (c) => {
      await blockEnterprise(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(blocked, {
      method: "delete",
      path: "/me/talent-blocks/{id}",
      tags,
      summary: "Let an enterprise find my card again",
      request: { params },
      responses: done,
    }),
    async (c) => {
      await unblockEnterprise(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );

/** Routes of the seeker: the own cards, invitations and blocked enterprises. */
export const ownTalentRoutes = createApi().route("/", cardRoutes).route("/", answerRoutes);
