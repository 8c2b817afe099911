import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { listRecordings } from "./read-recordings.ts";
import { getReplay } from "./read-replay.ts";
import { RecordingAction, RecordingList, Replay } from "./schema.ts";
import { setRecordingVisibility } from "./set-visibility.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const readers = { who: "anyone", on: { record: "livestream", param: "id", by: "readers" } } as const;
const CONTROL = { who: ["officer"], on: { record: "livestream", param: "id", by: "parties" } } as const;

/** Routes of the recordings of a livestream, below /api/v1. */
export const recordingRoutes = createApi()
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/livestreams/{id}/replay",
      tags,
      summary:
        "The recordings of a livestream that is over, with the postings explained in each, at most 100",
      request: { params },
      responses: { 200: jsonAnswer(Replay, "In their order; empty before the end and without recordings") },
    }),
    async (c) => c.json(await getReplay(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "get",
      path: "/livestreams/{id}/recordings",
      tags,
      summary: "All recordings with their hashes and terms, and receipts of deleted ones, at most 100",
      request: { params },
      responses: { 200: jsonAnswer(RecordingList, "In their order") },
    }),
    async (c) => c.json(await listRecordings(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/recordings/{recordingId}/actions",
      tags,
      summary: "Take a recording out of public view with a reason, or show it again",
      request: { params: params.extend({ recordingId: Id }), body: jsonBody(RecordingAction) },
      responses: { 204: { description: "Done" } },
    }),
    async (c) => {
      await setRecordingVisibility(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  );
