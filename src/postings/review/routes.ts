import { z } from "@hono/zod-openapi";
import { Cursor, Id, Limit } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { ManagedPosting } from "../schema.ts";
import { approvePosting } from "./approve-posting.ts";
import { completePostings } from "./complete-postings.ts";
import { publishReposts } from "./publish-reposts.ts";
import { returnPosting } from "./return-posting.ts";
import { countQueue, listReviewQueue } from "./review-queue.ts";
import {
  BulkResult,
  CompletionInput,
  QueueItem,
  RepostInput,
  ReviewInput,
  SubmissionsInput,
} from "./schema.ts";
import { submitPostings } from "./submit-postings.ts";
import { undoApproval } from "./undo-approval.ts";

const tags = ["reviews"];
const officer = { who: ["officer"] } as const;
const bulk = jsonAnswer(BulkResult, "How many, and which were left out and why");
const Queue = z.object({
  items: z.array(QueueItem),
  nextCursor: z.string().nullable(),
  waiting: z.object({
    postings: z.number().int(),
    claims: z.number().int(),
    enterprises: z.number().int(),
    total: z.number().int(),
  }),
});

/** Review routes for officers, below /api/v1. Fixed paths come before the path with an id. */
export const reviewRoutes = createApi()
  .openapi(
    apiRoute(officer, {
      method: "get",
      path: "/reviews",
      tags,
      summary: "What waits for this officer, oldest first",
      request: { query: z.object({ cursor: Cursor.optional(), limit: Limit }) },
      responses: { 200: jsonAnswer(Queue, "One page, with counts of all that waits") },
    }),
    async (c) => {
      const ctx = c.get("ctx");
      const [page, waiting] = await Promise.all([
        listReviewQueue(ctx, c.req.valid("query")),
        countQueue(ctx),
      ]);
      return c.json({ ...page, waiting }, 200);
    },
  )
  .openapi(
    apiRoute(officer, {
      method: "post",
      path: "/reviews/reposts",
      tags,
      summary: "Publish imported drafts as reposts",
      request: { body: jsonBody(RepostInput) },
      responses: { 200: bulk },
    }),
    async (c) => c.json(await publishReposts(c.get("ctx"), c.req.valid("json")), 200),
  )
  .openapi(
    apiRoute(officer, {
      method: "post",
      path: "/reviews/completion",
      tags,
      summary: "Fill what the drafts of a sheet lack",
      request: { body: jsonBody(CompletionInput) },
      responses: { 200: bulk },
    }),
    async (c) => c.json(await completePostings(c.get("ctx"), c.req.valid("json")), 200),
  )
  .openapi(
    apiRoute(officer, {
      method: "post",
      path: "/reviews/submissions",
      tags,
      summary: "Hand in every complete draft of a sheet",
      request: { body: jsonBody(SubmissionsInput) },
      responses: { 200: bulk },
    }),
    async (c) => c.json(await submitPostings(c.get("ctx"), c.req.valid("json")), 200),
  )
  .openapi(
    apiRoute(
      { who: ["officer"], on: { record: "posting", param: "postingId", by: "city" } },
      {
        method: "post",
        path: "/reviews/{postingId}",
        tags,
        summary: "Approve a submitted posting, undo that within a minute, or return it with reasons",
        request: { params: z.object({ postingId: Id }), body: jsonBody(ReviewInput) },
        responses: { 200: jsonAnswer(ManagedPosting, "The posting after the decision") },
      },
    ),
    async (c) => {
      const input = c.req.valid("json");
      const id = c.req.valid("param").postingId;
      const ctx = c.get("ctx");
      switch (input.decision) {
        case "approve":
          return c.json(await approvePosting(ctx, { ...input, id }), 200);
        case "undo":
          return c.json(await undoApproval(ctx, { id, ifRev: input.ifRev }), 200);
        case "return":
          return c.json(await returnPosting(ctx, { ...input, id }), 200);
      }
    },
  );
