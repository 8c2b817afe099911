import { z } from "@hono/zod-openapi";
import { Cursor, Id, Limit } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { SnapshotInput } from "../../reports/index.ts";
import { freezeReport } from "./freeze-report.ts";
import { getFairReport, listReportLines, listSnapshots } from "./read-report.ts";
import { CurrentReport, FairReportLine, FairSnapshot, ListQuestion } from "./schema.ts";

const tags = ["fair reports"];
const params = z.object({ id: Id });
const host = { who: ["officer"], on: { record: "fair", param: "id", by: "city" } } as const;
const Lines = z.object({
  items: z.array(FairReportLine),
  nextCursor: z.string().nullable(),
});

/** Routes of a fair's report, for officers of the host city, below /api/v1. */
export const fairReportRoutes = createApi()
  .openapi(
    apiRoute(host, {
      method: "get",
      path: "/fairs/{id}/report",
      tags,
      summary: "The figures of a fair as they are now",
      request: { params },
      responses: { 200: jsonAnswer(CurrentReport, "By city, sector, type of work, channel and hall") },
    }),
    async (c) => c.json(await getFairReport(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(host, {
      method: "get",
      path: "/fairs/{id}/report/lines",
      tags,
      summary: "The lines behind one figure",
      request: { params, query: ListQuestion.extend({ cursor: Cursor.optional(), limit: Limit }) },
      responses: { 200: jsonAnswer(Lines, "One page, newest first") },
    }),
    async (c) => {
      const asked = { fairId: c.req.valid("param").id, ...c.req.valid("query") };
      return c.json(await listReportLines(c.get("ctx"), asked), 200);
    },
  )
  .openapi(
    apiRoute(host, {
      method: "get",
      path: "/fairs/{id}/report/snapshots",
      tags,
      summary: "Reports that were handed in",
      request: { params },
      responses: { 200: jsonAnswer(z.object({ items: z.array(FairSnapshot) }), "Newest first") },
    }),
    async (c) => c.json({ items: await listSnapshots(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(host, {
      method: "post",
      path: "/fairs/{id}/report/snapshots",
      tags,
      summary: "Hand in a report: its figures stay as they are now",
      request: { params, body: jsonBody(SnapshotInput.openapi("FairReportSnapshotInput")) },
      responses: { 201: jsonAnswer(FairSnapshot, "The report") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), fairId: c.req.valid("param").id };
      return c.json(await freezeReport(c.get("ctx"), input), 201);
    },
  );
