import { z } from "@hono/zod-openapi";
import { entityTag } from "../../platform/core/commands/revision.ts";
import { Cursor, Id, Limit } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { LivestreamView } from "../livestream/index.ts";
import { pinNext } from "./pin-next.ts";
import { pinPosting } from "./pin-posting.ts";
import { getRunSheet, listPins } from "./read-programme.ts";
import { PinAction, PinHistory, PinState, RunSheet, RunSheetInput } from "./schema.ts";
import { setRunSheet } from "./set-run-sheet.ts";
import { unpinPosting } from "./unpin-posting.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const readers = { who: "anyone", on: { record: "livestream", param: "id", by: "readers" } } as const;
const CONTROL = { who: ["officer"], on: { record: "livestream", param: "id", by: "parties" } } as const;

/** Routes of a livestream's run sheet and pins, below /api/v1. */
export const programmeRoutes = createApi()
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/livestreams/{id}/run-sheet",
      tags,
      summary: "The postings of a livestream in their order, at most 200",
      request: { params },
      responses: { 200: jsonAnswer(RunSheet, "The whole run sheet") },
    }),
    async (c) => {
      const sheet = await getRunSheet(c.get("ctx"), c.req.valid("param"));
      return c.json(sheet, 200, { etag: entityTag(sheet.rev) });
    },
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/run-sheet",
      tags,
      summary: "Set the run sheet: these postings in this order",
      request: { params, body: jsonBody(RunSheetInput) },
      responses: { 200: jsonAnswer(LivestreamView, "The livestream") },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      return c.json(await setRunSheet(ctx, { ...c.req.valid("json"), ...c.req.valid("param") }), 200);
    },
  )
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/livestreams/{id}/pins",
      tags,
      summary: "The postings that were explained, with their times",
      request: { params, query: z.object({ cursor: Cursor.optional(), limit: Limit }) },
      responses: { 200: jsonAnswer(PinHistory, "Oldest first") },
    }),
    async (c) =>
      c.json(await listPins(c.get("ctx"), { ...c.req.valid("query"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/pins",
      tags,
      summary: "Pin a posting of the run sheet, unpin it, or go to the next one",
      request: { params, body: jsonBody(PinAction) },
      responses: { 200: jsonAnswer(PinState, "The pin after it") },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const act = c.req.valid("json");
      if (act.action === "pin") return c.json(await pinPosting(ctx, { id, ...act }), 200);
      if (act.action === "unpin") return c.json(await unpinPosting(ctx, { id, ...act }), 200);
      return c.json(await pinNext(ctx, { id, ...act }), 200);
    },
  );
