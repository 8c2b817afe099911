import { z } from "@hono/zod-openapi";
import { DivisionCode, Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer } from "../../platform/http/api.ts";
import { readBoard } from "./read-board.ts";

const tags = ["fairs"];
const params = z.object({ id: Id });
const readers = { who: "anyone", on: { record: "fair", param: "id", by: "readers" } } as const;
const count = z.number().int();

const Board = z
  .object({
    seq: count.openapi({ description: "Of the last event; 0 where it was counted just now" }),
    state: z.object({
      figures: z.object({
        people: count,
        applications: count,
        intents: count,
        enterprises: count,
        positions: count,
      }),
      cities: z.array(
        z.object({
          city: DivisionCode,
          name: z.string(),
          people: count,
          enterprises: count,
          postings: count,
        }),
      ),
    }),
  })
  .openapi("FairBoard");

/** Route of a fair's board, below /api/v1. */
export const fairBoardRoutes = createApi().openapi(
  apiRoute(readers, {
    method: "get",
    path: "/fairs/{id}/board",
    tags,
    summary: "The counters of a fair's board",
    request: { params },
    responses: { 200: jsonAnswer(Board, "Counts alone") },
  }),
  async (c) => c.json(await readBoard(c.get("ctx"), c.req.valid("param").id), 200),
);
