import { z } from "@hono/zod-openapi";
import { Cursor, Id, Limit } from "../../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../../platform/http/api.ts";
import { listComplaints } from "./read-complaints.ts";
import { reportPosting } from "./report-posting.ts";
import { Complaint, ComplaintDecision, ComplaintInput, ComplaintReceipt } from "./schema.ts";
import { settleComplaint } from "./settle-complaint.ts";

const tags = ["reviews"];
const params = z.object({ id: Id });

/** Routes of complaints about postings, below /api/v1. */
export const complaintRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "anyone", on: { record: "posting", param: "id", by: "readers" } },
      {
        method: "post",
        path: "/postings/{id}/complaints",
        tags,
        summary: "Report a posting to the officers of its city, without an account",
        request: { params, body: jsonBody(ComplaintInput) },
        responses: { 201: jsonAnswer(ComplaintReceipt, "The reference number") },
      },
    ),
    async (c) =>
      c.json(await reportPosting(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 201),
  )
  .openapi(
    apiRoute(
      { who: ["officer"] },
      {
        method: "get",
        path: "/reviews/complaints",
        tags,
        summary: "Complaints that wait for this officer, oldest first",
        request: { query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }) },
        responses: {
          200: jsonAnswer(
            z.object({ items: z.array(Complaint), nextCursor: z.string().nullable() }),
            "One page",
          ),
        },
      },
    ),
    async (c) => c.json(await listComplaints(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(
      { who: ["officer"], on: { record: "posting", param: "id", by: "city" } },
      {
        method: "post",
        path: "/postings/{id}/complaints/decision",
        tags,
        summary: "Settle a complaint about this posting",
        request: { params, body: jsonBody(ComplaintDecision) },
        responses: { 200: jsonAnswer(z.object({ reference: z.string() }), "The settled complaint") },
      },
    ),
    async (c) =>
      c.json(await settleComplaint(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 200),
  );
