import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { checkIn, checkInSelf } from "./check-in.ts";
import { getScannerPack, listConflicts } from "./read-scanner.ts";
import { ConflictView, ScannerPack, ScansInput, ScansView, ScanView, SelfCheckIn } from "./schema.ts";

const tags = ["fair check-in"];
const params = z.object({ id: Id });
/**
 * Policy: officers who may read the fair. The functions also require an officer of the host or of the venue's
 * city.
 */
const gates = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;

/** Routes of check-in, below /api/v1. */
export const fairCheckInRoutes = createApi()
  .openapi(
    apiRoute(gates, {
      method: "get",
      path: "/fairs/{id}/venues/{venueId}/scanner",
      tags,
      summary: "What a device at a gate needs to work without network: public keys and ids, nobody's data",
      request: { params: z.object({ id: Id, venueId: Id }) },
      responses: { 200: jsonAnswer(ScannerPack, "As of now") },
    }),
    async (c) => {
      const { id, venueId } = c.req.valid("param");
      return c.json(await getScannerPack(c.get("ctx"), { fairId: id, venueId }), 200);
    },
  )
  .openapi(
    apiRoute(gates, {
      method: "post",
      path: "/fairs/{id}/scans",
      tags,
      summary: "Codes seen at a gate, in order; the same scan twice is one",
      request: { params, body: jsonBody(ScansInput) },
      responses: { 200: jsonAnswer(ScansView, "What came of each") },
    }),
    async (c) => {
      const input = { fairId: c.req.valid("param").id, ...c.req.valid("json") };
      return c.json(await checkIn(c.get("ctx"), input), 200);
    },
  )
  .openapi(
    apiRoute(gates, {
      method: "get",
      path: "/fairs/{id}/scan-conflicts",
      tags,
      summary: "Whom a device without network let in although it should not have",
      request: { params },
      responses: { 200: jsonAnswer(z.object({ items: z.array(ConflictView) }), "Newest first") },
    }),
    async (c) => c.json({ items: await listConflicts(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "fair", param: "id", by: "readers" } },
      {
        method: "post",
        path: "/fairs/{id}/self-check-ins",
        tags,
        summary: "Come in by the code on the wall",
        request: { params, body: jsonBody(SelfCheckIn) },
        responses: { 200: jsonAnswer(ScanView, "What came of it") },
      },
    ),
    async (c) => {
      const input = { fairId: c.req.valid("param").id, ...c.req.valid("json") };
      return c.json(await checkInSelf(c.get("ctx"), input), 200);
    },
  );
