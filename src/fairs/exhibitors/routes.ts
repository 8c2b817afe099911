import { z } from "@hono/zod-openapi";
import { Cursor, DivisionCode, Id, PlainText } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer } from "../../platform/http/api.ts";
import { getFair } from "../fair/index.ts";
import { listExhibitors } from "./read-exhibitors.ts";

const tags = ["fairs"];
const params = z.object({ id: Id });
const readers = { who: "anyone", on: { record: "fair", param: "id", by: "readers" } } as const;
const count = z.number().int();

const ExhibitorList = z
  .object({
    items: z.array(
      z.object({
        registrationId: Id,
        enterpriseId: Id,
        name: z.string(),
        industry: z.string().nullable(),
        city: DivisionCode,
        venueId: Id,
        boothCode: z.string(),
        postings: z.array(z.object({ id: Id, title: z.string(), headcount: count.nullable() })),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi("ExhibitorList");

/** Route of a fair's exhibitors, below /api/v1. */
export const fairExhibitorRoutes = createApi().openapi(
  apiRoute(readers, {
    method: "get",
    path: "/fairs/{id}/exhibitors",
    tags,
    summary: "Enterprises at a fair, booth by booth",
    request: {
      params,
      query: z.strictObject({
        city: DivisionCode.optional(),
        sector: PlainText(60).optional(),
        venueId: Id.optional(),
        cursor: Cursor.optional(),
      }),
    },
    responses: { 200: jsonAnswer(ExhibitorList, "Sixty at most") },
  }),
  async (c) => {
    const ctx = c.get("ctx");
    const fair = await getFair(ctx, c.req.valid("param"));
    const { items, nextCursor } = await listExhibitors(ctx, fair, c.req.valid("query"));
    const shown = items.map(
      ({ registrationId, enterpriseId, name, industry, city, venueId, boothCode, postings }) => ({
        registrationId,
        enterpriseId,
        name,
        industry,
        city,
        venueId,
        boothCode,
        postings: postings.map(({ id, title, headcount }) => ({ id, title, headcount })),
      }),
    );
    return c.json({ items: shown, nextCursor }, 200);
  },
);
