import { z } from "@hono/zod-openapi";
import { Cursor, DivisionCode, Limit } from "../../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer } from "../../../platform/http/api.ts";
import { getScoreboard } from "./get-scoreboard.ts";
import { listAnswers, listCommands, listHeldEnterprises, listOpenErasures, listRefusals } from "./lists.ts";
import {
  AnswerLine,
  CommandState,
  HeldEnterprise,
  OpenErasure,
  Refusal,
  Scoreboard,
  SentCommand,
} from "./schema.ts";

const params = z.object({ city: DivisionCode });
const query = z.strictObject({ cursor: Cursor.optional(), limit: Limit });
const tags = ["federation"];
const UNION = { who: ["officer", "administrator"] } as const;
const pageOf = <S extends z.ZodType>(items: S) =>
  jsonAnswer(z.object({ items: z.array(items), nextCursor: z.string().nullable() }), "One page");

/** Routes of the figures about one partner city, and of the lists behind them. */
export const scoreboardRoutes = createApi()
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/partners/{city}/scoreboard",
      tags,
      summary: "How cooperation with a partner city goes",
      request: { params },
      responses: { 200: jsonAnswer(Scoreboard, "As it stands now") },
    }),
    async (c) => c.json(await getScoreboard(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/partners/{city}/commands",
      tags,
      summary: "Commands to a partner city, newest first",
      request: { params, query: query.extend({ state: CommandState.optional() }) },
      responses: { 200: pageOf(SentCommand) },
    }),
    async (c) =>
      c.json(await listCommands(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("query") }), 200),
  )
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/partners/{city}/refusals",
      tags,
      summary: "Pages of a partner city's logs that were refused in the last 7 days",
      request: { params, query },
      responses: { 200: pageOf(Refusal) },
    }),
    async (c) =>
      c.json(await listRefusals(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("query") }), 200),
  )
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/partners/{city}/answers",
      tags,
      summary: "When employers of a partner city answered people of this node, without the people",
      request: { params, query },
      responses: { 200: pageOf(AnswerLine) },
    }),
    async (c) =>
      c.json(await listAnswers(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("query") }), 200),
  )
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/partners/{city}/enterprises",
      tags,
      summary: "Enterprises of a partner city of which this node holds a copy",
      request: { params, query },
      responses: { 200: pageOf(HeldEnterprise) },
    }),
    async (c) =>
      c.json(
        await listHeldEnterprises(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("query") }),
        200,
      ),
  )
  .openapi(
    apiRoute(UNION, {
      method: "get",
      path: "/federation/partners/{city}/erasures",
      tags,
      summary: "Records that a partner city was asked to delete and has not confirmed, without the people",
      request: { params, query },
      responses: { 200: pageOf(OpenErasure) },
    }),
    async (c) =>
      c.json(await listOpenErasures(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("query") }), 200),
  );
