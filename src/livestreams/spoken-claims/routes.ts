import { z } from "@hono/zod-openapi";
import { Cursor, Id, Limit } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { checkClaim } from "./check-claim.ts";
import { closeMark } from "./close-mark.ts";
import { correctClaim } from "./correct-claim.ts";
import { listClaims, listMarks } from "./read-claims.ts";
import { ClaimAction, ClaimList, ClaimView, MarkList } from "./schema.ts";
import { withdrawClaim } from "./withdraw-claim.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const page = { cursor: Cursor.optional(), limit: Limit };
const readers = { who: "anyone", on: { record: "livestream", param: "id", by: "readers" } } as const;
const CONTROL = { who: ["officer"], on: { record: "livestream", param: "id", by: "parties" } } as const;

/** Routes of statements on air and of presenters' marks, below /api/v1. */
export const claimRoutes = createApi()
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/livestreams/{id}/claims",
      tags,
      summary: "What was said on air, beside what the postings say",
      request: { params, query: z.object(page) },
      responses: { 200: jsonAnswer(ClaimList, "Oldest first") },
    }),
    async (c) =>
      c.json(await listClaims(c.get("ctx"), { ...c.req.valid("query"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/claims",
      tags,
      summary: "Check what was said, note a correction, take a note back, or close a presenter's mark",
      request: { params, body: jsonBody(ClaimAction) },
      responses: { 200: jsonAnswer(ClaimView, "The claim after it") },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const act = c.req.valid("json");
      switch (act.action) {
        case "check":
          return c.json(await checkClaim(ctx, { id, ...act }), 200);
        case "correct":
          return c.json(await correctClaim(ctx, { id, ...act }), 200);
        case "withdraw":
          return c.json(await withdrawClaim(ctx, { id, ...act }), 200);
        case "close":
          return c.json(await closeMark(ctx, { id, ...act }), 200);
      }
    },
  )
  .openapi(
    apiRoute(
      { who: ["officer"] },
      {
        method: "get",
        path: "/livestream-marks",
        tags,
        summary: "Presenters' marks that wait for this officer, the earliest due time first",
        request: { query: z.object(page) },
        responses: { 200: jsonAnswer(MarkList, "One page, with the number of open and overdue ones") },
      },
    ),
    async (c) => c.json(await listMarks(c.get("ctx"), c.req.valid("query")), 200),
  );
