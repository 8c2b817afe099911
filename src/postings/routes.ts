import { z } from "@hono/zod-openapi";
import { entityTag, revisionOf } from "../platform/core/commands/revision.ts";
import { ChannelCode, Cursor, Id, Limit, RevisionHeader } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { complaintRoutes } from "./review/complaints/routes.ts";
import { reviewRoutes } from "./review/routes.ts";
import { violationRoutes } from "./review/violations/routes.ts";
import { CLOSE_REASONS } from "./rules.ts";
import { ManagedPosting, PostingInput, PostingPatch, PostingView } from "./schema.ts";
import { MANAGED_STATUSES } from "./store/managed-postings.ts";
import { getPosting } from "./views/get-posting.ts";
import { getManagedPosting, listEnterprisePostings } from "./views/managed-postings.ts";
import { closePosting } from "./writing/close-posting.ts";
import { confirmDuties } from "./writing/confirm-duties.ts";
import { confirmPosting } from "./writing/confirm-posting.ts";
import { CALL_CHANNELS, countCall } from "./writing/count-call.ts";
import { createPosting } from "./writing/create-posting.ts";
import { editPosting } from "./writing/edit-posting.ts";
import { reopenPosting } from "./writing/reopen-posting.ts";
import { submitPosting } from "./writing/submit-posting.ts";

const tags = ["postings"];
const params = z.object({ id: Id });
const own = {
  who: ["member", "officer"],
  on: { record: "posting", param: "id", by: "enterpriseOrCity" },
} as const;
const read = { who: "anyone", on: { record: "posting", param: "id", by: "readers" } } as const;
const managed = jsonAnswer(ManagedPosting, "The posting as its managers see it");
const ifRev = z.number().int().optional();

const SubmissionInput = z
  .strictObject({ ifRev, confirmDuties: z.boolean().optional() })
  .openapi("SubmissionInput");
const ClosureInput = z.strictObject({ ifRev, reason: z.enum(CLOSE_REASONS) }).openapi("ClosureInput");
const ConfirmationInput = z
  .strictObject({ ifRev, what: z.enum(["open", "duties"]).default("open") })
  .openapi("ConfirmationInput");
const CallInput = z
  .strictObject({ channel: z.enum(CALL_CHANNELS).default("web"), via: ChannelCode.optional() })
  .openapi("CallInput");
const DeskList = z.object({ items: z.array(ManagedPosting), nextCursor: z.string().nullable() });

const ownRoutes = createApi()
  .openapi(
    apiRoute(
      { who: ["member", "officer"] },
      {
        method: "post",
        path: "/postings",
        tags,
        summary: "Write a draft, by an enterprise or its union on its behalf",
        request: { body: jsonBody(PostingInput) },
        responses: { 201: managed },
      },
    ),
    async (c) => {
      const made = await createPosting(c.get("ctx"), c.req.valid("json"));
      return c.json(made, 201, {
        etag: entityTag(made.rev),
        location: `/api/v1/postings/${made.id}/management`,
      });
    },
  )
  .openapi(
    apiRoute(read, {
      method: "get",
      path: "/postings/{id}",
      tags,
      summary: "A published posting",
      request: { params },
      responses: { 200: jsonAnswer(PostingView, "The posting as anyone may read it") },
    }),
    async (c) => {
      const posting = await getPosting(c.get("ctx"), c.req.valid("param").id);
      return c.json(posting, 200, { etag: entityTag(posting.rev) });
    },
  )
  .openapi(
    apiRoute(own, {
      method: "patch",
      path: "/postings/{id}",
      tags,
      summary: "Change a draft, or correct a published posting, which is reviewed again",
      request: {
        params,
        headers: RevisionHeader,
        body: jsonBody(PostingPatch),
      },
      responses: { 200: managed },
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const seen = revisionOf(c.req.header("if-match"));
      const edited = await editPosting(c.get("ctx"), { id, ifRev: seen, patch: c.req.valid("json") });
      return c.json(edited, 200, { etag: entityTag(edited.rev) });
    },
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/postings/{id}/management",
      tags,
      summary: "A posting as its enterprise and its union see it",
      request: { params },
      responses: { 200: managed },
    }),
    async (c) => {
      const seen = await getManagedPosting(c.get("ctx"), c.req.valid("param").id);
      return c.json(seen, 200, { etag: entityTag(seen.rev) });
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/postings/{id}/submission",
      tags,
      summary: "Hand a draft in for review",
      request: { params, body: jsonBody(SubmissionInput) },
      responses: { 200: managed },
    }),
    async (c) =>
      c.json(await submitPosting(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/postings/{id}/closure",
      tags,
      summary: "Close a posting, with the reason",
      request: { params, body: jsonBody(ClosureInput) },
      responses: { 200: managed },
    }),
    async (c) =>
      c.json(await closePosting(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "delete",
      path: "/postings/{id}/closure",
      tags,
      summary: "Take back the own closing of a public posting within a minute",
      request: { params, headers: RevisionHeader },
      responses: { 200: managed },
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      return c.json(
        await reopenPosting(c.get("ctx"), { id, ifRev: revisionOf(c.req.header("if-match")) }),
        200,
      );
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/postings/{id}/confirmation",
      tags,
      summary: "Say that the job is still open, or that proposed duties are true",
      request: { params, body: jsonBody(ConfirmationInput) },
      responses: { 200: managed },
    }),
    async (c) => {
      const { what, ifRev: seen } = c.req.valid("json");
      const confirm = what === "duties" ? confirmDuties : confirmPosting;
      return c.json(await confirm(c.get("ctx"), { ...c.req.valid("param"), ifRev: seen }), 200);
    },
  )
  .openapi(
    apiRoute(read, {
      method: "post",
      path: "/postings/{id}/calls",
      tags,
      summary: "Count one press on the posting's number",
      request: { params, body: jsonBody(CallInput) },
      responses: { 204: { description: "Counted" } },
    }),
    async (c) => {
      await countCall(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: ["member", "officer"], on: { record: "enterprise", param: "id", by: "enterpriseOrCity" } },
      {
        method: "get",
        path: "/enterprises/{id}/postings",
        tags,
        summary: "An enterprise's own postings, newest first",
        request: {
          params,
          query: z.object({
            status: z.enum(MANAGED_STATUSES).optional(),
            cursor: Cursor.optional(),
            limit: Limit,
          }),
        },
        responses: { 200: jsonAnswer(DeskList, "One page") },
      },
    ),
    async (c) => {
      const question = { ...c.req.valid("query"), enterpriseId: c.req.valid("param").id };
      return c.json(await listEnterprisePostings(c.get("ctx"), question), 200);
    },
  );

/** Routes of postings and their review below /api/v1. The list of published postings belongs to search. */
export const postingRoutes = createApi()
  .route("/", ownRoutes)
  .route("/", violationRoutes)
  .route("/", complaintRoutes)
  .route("/", reviewRoutes);
