import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { recordBeat } from "./beats/record-beat.ts";
import { addPlatformFigure, listPlatformFigures } from "./figures/add-platform-figure.ts";
import { getAudience } from "./figures/read-audience.ts";
import { getLivestreamReport, listLivestreamReportLines } from "./figures/read-report.ts";
import {
  AudienceView,
  BeatAnswer,
  BeatInput,
  LivestreamReport,
  LivestreamReportLines,
  PageQuery,
  PlatformFigure,
  PlatformFigureInput,
  PlatformFigures,
  ReportQuestion,
} from "./schema.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const readers = { who: "anyone", on: { record: "livestream", param: "id", by: "readers" } } as const;
const CONTROL = { who: ["officer"], on: { record: "livestream", param: "id", by: "parties" } } as const;
/** Routes of a livestream's audience, below /api/v1. */
export const audienceRoutes = createApi()
  .openapi(
    apiRoute(readers, {
      method: "post",
      path: "/livestreams/{id}/beats",
      tags,
      summary: "Say that the picture advances, or that the text is open and visible",
      request: { params, body: jsonBody(BeatInput) },
      responses: { 200: jsonAnswer(BeatAnswer, "Whether it counts, and the token of the next beat") },
      "x-live": true,
    }),
    async (c) => {
      const beat = c.req.valid("json");
      const asked = { livestreamId: c.req.valid("param").id, userAgent: c.req.header("user-agent"), beat };
      return c.json(await recordBeat(c.get("ctx"), asked), 200);
    },
  )
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/livestreams/{id}/audience",
      tags,
      summary: "How many are there now, and how many were there; series and reasons for the control room",
      request: { params },
      responses: { 200: jsonAnswer(AudienceView, "With the method in code names") },
    }),
    async (c) => c.json(await getAudience(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "get",
      path: "/livestreams/{id}/platform-figures",
      tags,
      summary: "Figures of other platforms as officers entered them, also corrected ones",
      request: { params, query: PageQuery },
      responses: { 200: jsonAnswer(PlatformFigures, "One page, newest first") },
    }),
    async (c) => {
      const asked = { livestreamId: c.req.valid("param").id, ...c.req.valid("query") };
      return c.json(await listPlatformFigures(c.get("ctx"), asked), 200);
    },
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/platform-figures",
      tags,
      summary: "Enter a figure that another platform shows, or correct one",
      request: { params, body: jsonBody(PlatformFigureInput) },
      responses: { 201: jsonAnswer(PlatformFigure, "The figure") },
    }),
    async (c) => {
      const input = { livestreamId: c.req.valid("param").id, ...c.req.valid("json") };
      return c.json(await addPlatformFigure(c.get("ctx"), input), 201);
    },
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "get",
      path: "/livestreams/{id}/report",
      tags,
      summary: "From watching to work; the home city reads all, others what is of their enterprises",
      request: { params },
      responses: {
        200: jsonAnswer(LivestreamReport, "By posting, enterprise, city, channel, sector and type of work"),
      },
    }),
    async (c) => c.json(await getLivestreamReport(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "get",
      path: "/livestreams/{id}/report/lines",
      tags,
      summary: "The lines behind one figure",
      request: { params, query: ReportQuestion.extend(PageQuery.shape) },
      responses: { 200: jsonAnswer(LivestreamReportLines, "One page, newest first") },
    }),
    async (c) => {
      const asked = { livestreamId: c.req.valid("param").id, ...c.req.valid("query") };
      return c.json(await listLivestreamReportLines(c.get("ctx"), asked), 200);
    },
  );
