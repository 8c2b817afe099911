import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { getMyTicket, listEntrances, listMyTickets } from "./read-tickets.ts";
import { EntranceView, EntrySlotsInput, TicketCancellation, TicketInput, TicketView } from "./schema.ts";
import { setSlots } from "./set-entry-slots.ts";
import { cancelTicket } from "./taking/cancel-ticket.ts";
import { printTicket, takeTicket } from "./taking/take-ticket.ts";

const tags = ["fair tickets"];
const params = z.object({ id: Id });
const view = jsonAnswer(TicketView, "The ticket, with the text of its QR");
const entrances = jsonAnswer(z.object({ items: z.array(EntranceView) }), "Venue by venue");
const readers = { record: "fair", param: "id", by: "readers" } as const;
const own = { who: "signedIn", on: { record: "fairTicket", param: "id", by: "owner" } } as const;

/** Routes of tickets, below /api/v1. */
export const fairTicketRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "anyone", on: readers },
      {
        method: "get",
        path: "/fairs/{id}/entrances",
        tags,
        summary: "Venues, times of entry and free places",
        request: { params },
        responses: { 200: entrances },
      },
    ),
    async (c) => c.json({ items: await listEntrances(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(
      { who: ["officer"], on: { record: "fair", param: "id", by: "city" } },
      {
        method: "put",
        path: "/fairs/{id}/venues/{venueId}/slots",
        tags,
        summary: "Divide a venue's day into times of entry",
        request: { params: z.object({ id: Id, venueId: Id }), body: jsonBody(EntrySlotsInput) },
        responses: { 200: entrances },
      },
    ),
    async (c) => {
      const { id, venueId } = c.req.valid("param");
      const items = await setSlots(c.get("ctx"), { fairId: id, venueId, ...c.req.valid("json") });
      return c.json({ items }, 200);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: readers },
      {
        method: "post",
        path: "/fairs/{id}/tickets",
        tags,
        summary: "Take a code of entry; who holds one gets the same",
        request: { params, body: jsonBody(TicketInput) },
        responses: { 200: view, 201: view },
      },
    ),
    async (c) => {
      const input = { fairId: c.req.valid("param").id, ...c.req.valid("json") };
      const { ticket, created } = await takeTicket(await commandContext(c), input);
      return c.json(ticket, created ? 201 : 200);
    },
  )
  .openapi(
    apiRoute(
      { who: ["officer"], on: readers },
      {
        method: "post",
        path: "/fairs/{id}/printed-tickets",
        tags,
        summary: "A code on paper for a person without a phone",
        request: { params, body: jsonBody(TicketInput) },
        responses: { 201: view },
      },
    ),
    async (c) => {
      const input = { fairId: c.req.valid("param").id, ...c.req.valid("json") };
      return c.json((await printTicket(c.get("ctx"), input)).ticket, 201);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "get",
        path: "/me/tickets",
        tags,
        summary: "My codes of entry",
        responses: { 200: jsonAnswer(z.object({ items: z.array(TicketView) }), "Newest first") },
      },
    ),
    async (c) => c.json({ items: await listMyTickets(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/tickets/{id}",
      tags,
      summary: "One of my codes of entry",
      request: { params },
      responses: { 200: view },
    }),
    async (c) => c.json(await getMyTicket(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "fairTicket", param: "id", by: "parties" } },
      {
        method: "post",
        path: "/tickets/{id}/cancellation",
        tags,
        summary: "Give a code back; the first in line gets its place",
        request: { params, body: jsonBody(TicketCancellation) },
        responses: { 200: view },
      },
    ),
    async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return c.json(await cancelTicket(await commandContext(c), input), 200);
    },
  );
