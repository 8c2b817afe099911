import { z } from "@hono/zod-openapi";
import { entityTag, revisionOf } from "../../platform/core/commands/revision.ts";
import { Cursor, DivisionCode, Id, Limit, RevisionHeader } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { createLivestream } from "./create-livestream.ts";
import { announceLivestream } from "./lifecycle/announce-livestream.ts";
import { cancelLivestream } from "./lifecycle/cancel-livestream.ts";
import { endLivestream } from "./lifecycle/end-livestream.ts";
import { goOnAir } from "./lifecycle/go-on-air.ts";
import { resumeLivestream } from "./lifecycle/resume-livestream.ts";
import { PHASES } from "./phase.ts";
import { getLivestream, listLivestreams } from "./read-livestreams.ts";
import {
  LivestreamAction,
  LivestreamInput,
  LivestreamList,
  LivestreamPatch,
  LivestreamView,
} from "./schema.ts";
import { updateLivestream } from "./update-livestream.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const view = jsonAnswer(LivestreamView, "The livestream");
const readers = { who: "anyone", on: { record: "livestream", param: "id", by: "readers" } } as const;
const HOME = { who: ["officer"], on: { record: "livestream", param: "id", by: "city" } } as const;
const CONTROL = { who: ["officer"], on: { record: "livestream", param: "id", by: "parties" } } as const;

/** Routes of livestreams, below /api/v1. */
export const livestreamRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "anyone" },
      {
        method: "get",
        path: "/livestreams",
        tags,
        summary:
          "Livestreams: coming and on air, past, what the caller's city organises, or what shows an own enterprise",
        request: {
          query: z.object({
            which: z.enum(["coming", "past", "own", "shown"]).default("coming"),
            phase: z.enum(PHASES).optional(),
            city: DivisionCode.optional(),
            agreement: z.string().max(40).optional(),
            fairId: Id.optional(),
            enterpriseId: Id.optional(),
            cursor: Cursor.optional(),
            limit: Limit,
          }),
        },
        responses: { 200: jsonAnswer(LivestreamList, "One page, with counts by phase") },
      },
    ),
    async (c) => c.json(await listLivestreams(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(
      { who: ["officer"] },
      {
        method: "post",
        path: "/livestreams",
        tags,
        summary: "Open a draft of a livestream",
        request: { body: jsonBody(LivestreamInput) },
        responses: { 201: view },
      },
    ),
    async (c) => {
      const made = await createLivestream(c.get("ctx"), c.req.valid("json"));
      return c.json(made, 201, { etag: entityTag(made.rev), location: `/api/v1/livestreams/${made.id}` });
    },
  )
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/livestreams/{id}",
      tags,
      summary: "One livestream",
      request: { params },
      responses: { 200: view },
    }),
    async (c) => {
      const livestream = await getLivestream(c.get("ctx"), c.req.valid("param"));
      return c.json(livestream, 200, { etag: entityTag(livestream.rev) });
    },
  )
  .openapi(
    apiRoute(HOME, {
      method: "patch",
      path: "/livestreams/{id}",
      tags,
      summary: "Change a livestream, its cities and its presenters",
      request: { params, headers: RevisionHeader, body: jsonBody(LivestreamPatch) },
      responses: { 200: view },
    }),
    async (c) => {
      const ifRev = revisionOf(c.req.header("if-match"));
      const input = { ...c.req.valid("param"), ifRev, patch: c.req.valid("json") };
      const livestream = await updateLivestream(c.get("ctx"), input);
      return c.json(livestream, 200, { etag: entityTag(livestream.rev) });
    },
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/actions",
      tags,
      summary: "Announce or cancel a livestream; put it on air, end it, or put it on air again",
      request: { params, body: jsonBody(LivestreamAction) },
      responses: { 200: view },
    }),
    async (c) => {
      const ctx = await commandContext(c);
      const { id } = c.req.valid("param");
      const act = c.req.valid("json");
      switch (act.action) {
        case "announce":
          return c.json(await announceLivestream(ctx, { id, ...act }), 200);
        case "goOnAir":
          return c.json(await goOnAir(ctx, { id, ...act }), 200);
        case "resume":
          return c.json(await resumeLivestream(ctx, { id, ...act }), 200);
        case "end":
          return c.json(await endLivestream(ctx, { id, ...act }), 200);
        case "cancel":
          return c.json(await cancelLivestream(ctx, { id, ...act }), 200);
      }
    },
  );
