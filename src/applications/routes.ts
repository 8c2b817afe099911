import { z } from "@hono/zod-openapi";
import { revisionOf } from "../platform/core/commands/revision.ts";
import { Cursor, Id, Limit, RevisionHeader } from "../platform/core/schema.ts";
import {
  apiRoute,
  commandContext,
  createApi,
  jsonAnswer,
  jsonBody,
  optionalBody,
} from "../platform/http/api.ts";
import { answerApplication } from "./answering/answer-application.ts";
import { replyRoutes } from "./answering/routes.ts";
import { apply } from "./apply.ts";
import { getMine, listMine } from "./reading/mine.ts";
import { getReceived, listReceived } from "./reading/received.ts";
import {
  AnswerInput,
  ApplicationView,
  ApplyInput,
  CommandOnly,
  ConsentWithdrawal,
  ReceivedApplication,
  STATUSES,
  StartInput,
} from "./schema.ts";
import { confirmStart } from "./starts/confirm-start.ts";
import { recordStart } from "./starts/record-start.ts";
import { withdrawApplication } from "./withdrawing/withdraw-application.ts";
import { withdrawConsent } from "./withdrawing/withdraw-consent.ts";

const tags = ["applications"];
const params = z.object({ id: Id });
const Applied = z.object({ id: Id, reference: z.string(), created: z.boolean() }).openapi("Applied");
const Paging = z.strictObject({ cursor: Cursor.optional(), limit: Limit });
const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
const done = { 204: { description: "Done" } };

const mine = { who: "signedIn", on: { record: "application", param: "id", by: "owner" } } as const;
const received = { who: ["member"], on: { record: "application", param: "id", by: "enterprise" } } as const;

/** Routes of the seeker: apply, read, withdraw, confirm. */
const seekerRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "posting", param: "id", by: "readers" } },
      {
        method: "post",
        path: "/postings/{id}/applications",
        tags,
        summary: "Apply: send my card to the enterprise",
        request: { params, body: jsonBody(ApplyInput) },
        responses: {
          201: jsonAnswer(Applied, "Sent"),
          200: jsonAnswer(Applied, "Already sent before: the same application"),
        },
      },
    ),
    async (c) => {
      const applied = await apply(await commandContext(c), {
        postingId: c.req.valid("param").id,
        ...c.req.valid("json"),
      });
      return applied.created ? c.json(applied, 201) : c.json(applied, 200);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "get",
        path: "/applications",
        tags,
        summary: "My applications",
        request: { query: Paging },
        responses: { 200: jsonAnswer(listOf(ApplicationView), "Newest first") },
      },
    ),
    async (c) => c.json(await listMine(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(mine, {
      method: "get",
      path: "/applications/{id}",
      tags,
      summary: "One of my applications",
      request: { params },
      responses: { 200: jsonAnswer(ApplicationView, "With its history") },
    }),
    async (c) => c.json(await getMine(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(mine, {
      method: "post",
      path: "/applications/{id}/withdrawal",
      tags,
      summary: "Take an application back",
      request: { params, body: optionalBody(CommandOnly) },
      responses: done,
    }),
    async (c) => {
      await withdrawApplication(await commandContext(c), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(mine, {
      method: "post",
      path: "/applications/{id}/start-confirmation",
      tags,
      summary: "Confirm that I am at work",
      request: { params, body: optionalBody(CommandOnly) },
      responses: done,
    }),
    async (c) => {
      await confirmStart(await commandContext(c), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "consent", param: "id", by: "owner" } },
      {
        method: "post",
        path: "/me/consents/{id}/withdrawal",
        tags: ["me"],
        summary: "Take a consent back",
        request: { params, body: optionalBody(ConsentWithdrawal) },
        responses: done,
      },
    ),
    async (c) => {
      await withdrawConsent(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  );

/** Routes of the enterprise: read received applications, answer, record the start. */
const enterpriseRoutes = createApi()
  .openapi(
    apiRoute(
      { who: ["member"], on: { record: "enterprise", param: "id", by: "enterprise" } },
      {
        method: "get",
        path: "/enterprises/{id}/applications",
        tags,
        summary: "Applications an enterprise received",
        request: {
          params,
          query: Paging.extend({
            status: z.enum(STATUSES).optional(),
            postingId: Id.optional(),
            sort: z.enum(["newest", "due"]).default("newest"),
          }),
        },
        responses: { 200: jsonAnswer(listOf(ReceivedApplication), "In the order of `sort`") },
      },
    ),
    async (c) => {
      const enterpriseId = c.req.valid("param").id;
      return c.json(await listReceived(c.get("ctx"), { enterpriseId, ...c.req.valid("query") }), 200);
    },
  )
  .openapi(
    apiRoute(
      { who: ["member"], on: { record: "application", param: "applicationId", by: "enterprise" } },
      {
        method: "get",
        path: "/enterprises/{id}/applications/{applicationId}",
        tags,
        summary: "One received application, with the card while its consent stands",
        request: { params: z.object({ id: Id, applicationId: Id }) },
        responses: { 200: jsonAnswer(ReceivedApplication, "The look is written down for its owner") },
      },
    ),
    async (c) => {
      const { id, applicationId } = c.req.valid("param");
      return c.json(await getReceived(c.get("ctx"), { enterpriseId: id, id: applicationId }), 200);
    },
  )
  .openapi(
    apiRoute(received, {
      method: "post",
      path: "/applications/{id}/answer",
      tags,
      summary: "Invite, or decline with a reason",
      request: { params, headers: RevisionHeader, body: jsonBody(AnswerInput) },
      responses: { 200: jsonAnswer(z.object({ id: Id, rev: z.number().int() }), "Answered") },
    }),
    async (c) => {
      const ifMatch = c.req.header("if-match");
      const ifRev = ifMatch ? revisionOf(ifMatch) : undefined;
      const { commandId, ...answer } = c.req.valid("json");
      const input = { id: c.req.valid("param").id, commandId, ifRev, answer };
      return c.json(await answerApplication(await commandContext(c), input), 200);
    },
  )
  .openapi(
    apiRoute(
      { who: ["member", "officer"], on: { record: "application", param: "id", by: "enterpriseOrCity" } },
      {
        method: "post",
        path: "/applications/{id}/start",
        tags,
        summary: "Record that the person is at work",
        request: { params, body: jsonBody(StartInput) },
        responses: done,
      },
    ),
    async (c) => {
      await recordStart(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  );

export const applicationRoutes = createApi()
  .route("/", seekerRoutes)
  .route("/", replyRoutes)
  .route("/", enterpriseRoutes);
