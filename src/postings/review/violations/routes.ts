import { z } from "@hono/zod-openapi";
import { Cursor, Id, Limit } from "../../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../../platform/http/api.ts";
import { ManagedPosting } from "../../schema.ts";
import { closeForCause } from "./close-for-cause.ts";
import { decideObjection } from "./decide-objection.ts";
import { objectToClosing } from "./object-to-closing.ts";
import { getViolation, listObjections } from "./read-violations.ts";
import { Objection, ObjectionDecision, ObjectionInput, ViolationInput, ViolationView } from "./schema.ts";

const tags = ["reviews"];
const params = z.object({ id: Id });
const posting = (who: ("member" | "officer")[], by: "city" | "enterprise" | "enterpriseOrCity") =>
  ({ who, on: { record: "posting", param: "id", by } }) as const;
const managed = jsonAnswer(ManagedPosting, "The posting afterwards");

/** Routes of closings for a violation and of objections, below /api/v1. */
export const violationRoutes = createApi()
  .openapi(
    apiRoute(
      { who: ["officer"] },
      {
        method: "get",
        path: "/reviews/objections",
        tags,
        summary: "Objections that wait for this officer, oldest first",
        request: { query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }) },
        responses: {
          200: jsonAnswer(
            z.object({ items: z.array(Objection), nextCursor: z.string().nullable() }),
            "One page",
          ),
        },
      },
    ),
    async (c) => c.json(await listObjections(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(posting(["member", "officer"], "enterpriseOrCity"), {
      method: "get",
      path: "/postings/{id}/violation",
      tags,
      summary: "Why an officer closed this posting, and the objection",
      request: { params },
      responses: { 200: jsonAnswer(ViolationView, "The newest closing for a violation") },
    }),
    async (c) => c.json(await getViolation(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(posting(["officer"], "city"), {
      method: "post",
      path: "/postings/{id}/violation",
      tags,
      summary: "Close a published posting that breaks a rule",
      request: { params, body: jsonBody(ViolationInput) },
      responses: { 200: managed },
    }),
    async (c) =>
      c.json(await closeForCause(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(posting(["member"], "enterprise"), {
      method: "post",
      path: "/postings/{id}/objection",
      tags,
      summary: "Object to the closing, once",
      request: { params, body: jsonBody(ObjectionInput) },
      responses: { 200: managed },
    }),
    async (c) =>
      c.json(await objectToClosing(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(posting(["officer"], "city"), {
      method: "post",
      path: "/postings/{id}/objection/decision",
      tags,
      summary: "Uphold the closing, or return the posting",
      request: { params, body: jsonBody(ObjectionDecision) },
      responses: { 200: managed },
    }),
    async (c) =>
      c.json(await decideObjection(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 200),
  );
