import { z } from "@hono/zod-openapi";
import { entityTag, revisionOf } from "../../platform/core/commands/revision.ts";
import { Cursor, Id, Limit, RevisionHeader } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { readClashes } from "./clashes/read-clashes.ts";
import { FairClashes } from "./clashes/schema.ts";
import { createFair } from "./create-fair.ts";
import { announceFair } from "./lifecycle/announce-fair.ts";
import { cancelFair } from "./lifecycle/cancel-fair.ts";
import { publishFair } from "./lifecycle/publish-fair.ts";
import { getFair, getHall, listFairs } from "./read-fairs.ts";
import { FairAction, FairInput, FairList, FairPatchInput, FairView, HallView } from "./schema.ts";
import { updateFair } from "./update-fair.ts";

const tags = ["fairs"];
const params = z.object({ id: Id });
const view = jsonAnswer(FairView, "The fair");
const readers = { who: "anyone", on: { record: "fair", param: "id", by: "readers" } } as const;
const HOST = { who: ["officer"], on: { record: "fair", param: "id", by: "city" } } as const;

/** Routes of fairs, below /api/v1. */
export const fairRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "anyone" },
      {
        method: "get",
        path: "/fairs",
        tags,
        summary: "Joint fairs: coming, past, or what the caller's city hosts",
        request: {
          query: z.object({
            which: z.enum(["coming", "past", "hosted"]).default("coming"),
            cursor: Cursor.optional(),
            limit: Limit,
          }),
        },
        responses: { 200: jsonAnswer(FairList, "One page") },
      },
    ),
    async (c) => c.json(await listFairs(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(
      { who: ["officer"] },
      {
        method: "post",
        path: "/fairs",
        tags,
        summary: "Open a draft of a fair",
        request: { body: jsonBody(FairInput) },
        responses: { 201: view },
      },
    ),
    async (c) => {
      const made = await createFair(c.get("ctx"), c.req.valid("json"));
      return c.json(made, 201, { etag: entityTag(made.rev), location: `/api/v1/fairs/${made.id}` });
    },
  )
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/fairs/{id}",
      tags,
      summary: "One fair",
      request: { params },
      responses: { 200: view },
    }),
    async (c) => {
      const fair = await getFair(c.get("ctx"), c.req.valid("param"));
      return c.json(fair, 200, { etag: entityTag(fair.rev) });
    },
  )
  .openapi(
    apiRoute(HOST, {
      method: "patch",
      path: "/fairs/{id}",
      tags,
      summary: "Change a fair",
      request: {
        params,
        headers: RevisionHeader,
        body: jsonBody(FairPatchInput),
      },
      responses: { 200: view },
    }),
    async (c) => {
      const ifRev = revisionOf(c.req.header("if-match"));
      const { id } = c.req.valid("param");
      const { confirm, ...patch } = c.req.valid("json");
      const fair = await updateFair(c.get("ctx"), { id, ifRev, patch, confirm });
      return c.json(fair, 200, { etag: entityTag(fair.rev) });
    },
  )
  .openapi(
    apiRoute(HOST, {
      method: "post",
      path: "/fairs/{id}/actions",
      tags,
      summary: "Announce a fair to enterprises, publish it, or call it off",
      request: { params, body: jsonBody(FairAction) },
      responses: { 200: view },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const act = c.req.valid("json");
      if (act.action === "cancel") return c.json(await cancelFair(ctx, { id, ...act }), 200);
      if (act.action === "publish") return c.json(await publishFair(ctx, { id, ...act }), 200);
      return c.json(await announceFair(ctx, { id, ...act }), 200);
    },
  )
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/fairs/{id}/venues/{venueId}/booths",
      tags,
      summary: "The hall plan of one venue",
      request: { params: z.object({ id: Id, venueId: Id }) },
      responses: { 200: jsonAnswer(HallView, "Place by place") },
    }),
    async (c) => {
      const { id, venueId } = c.req.valid("param");
      const fair = await getFair(c.get("ctx"), { id });
      return c.json({ items: await getHall(c.get("ctx"), { fair, venueId }) }, 200);
    },
  )
  .openapi(
    apiRoute(HOST, {
      method: "get",
      path: "/fairs/{id}/clashes",
      tags,
      summary: "Other fairs at the same time in a hall of this fair, or with one of its enterprises",
      request: { params },
      responses: { 200: jsonAnswer(FairClashes, "Warnings; nothing is refused for them") },
    }),
    async (c) => c.json(await readClashes(c.get("ctx"), { fairId: c.req.valid("param").id }), 200),
  );
