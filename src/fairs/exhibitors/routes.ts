import { z } from "@hono/zod-openapi";
import { Cursor, DivisionCode, Id, PlainText } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { readBoard } from "../board/read-board.ts";
import { createChannel, listChannels } from "../channels/channels.ts";
import { CHANNEL_KINDS, ChannelInput } from "../channels/schema.ts";
import { getFair } from "../fair/read-fairs.ts";
import { listExhibitors } from "./read-exhibitors.ts";

const tags = ["fairs"];
const params = z.object({ id: Id });
const readers = { who: "anyone", on: { record: "fair", param: "id", by: "readers" } } as const;
/** Officers of any city that takes part. */
const partners = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;
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

const Channels = z
  .object({
    items: z.array(
      z.object({
        id: Id,
        city: DivisionCode,
        code: z.string(),
        name: z.string(),
        kind: z.enum(CHANNEL_KINDS),
        visits: count,
        tickets: count,
        calls: count,
        applications: count,
        starts: count,
      }),
    ),
  })
  .openapi("FairChannels");

/** What a fair shows, below /api/v1. */
export const fairFaceRoutes = createApi()
  .openapi(
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
  )
  .openapi(
    apiRoute(readers, {
      method: "get",
      path: "/fairs/{id}/board",
      tags,
      summary: "The counters of a fair's board",
      request: { params },
      responses: { 200: jsonAnswer(Board, "Counts alone") },
    }),
    async (c) => c.json(await readBoard(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(partners, {
      method: "get",
      path: "/fairs/{id}/channels",
      tags,
      summary: "Channels of a fair with what came by each; the host's officers see all, others their city's",
      request: { params },
      responses: { 200: jsonAnswer(Channels, "Oldest first") },
    }),
    async (c) => c.json({ items: await listChannels(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(partners, {
      method: "post",
      path: "/fairs/{id}/channels",
      tags,
      summary: "Make a channel: an address whose visits and what follows are counted",
      request: { params, body: jsonBody(ChannelInput.openapi("FairChannelInput")) },
      responses: { 201: jsonAnswer(z.object({ id: Id, code: z.string() }), "With its code") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), fairId: c.req.valid("param").id };
      return c.json(await createChannel(c.get("ctx"), input), 201);
    },
  );
