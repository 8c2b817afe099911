import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonBody, optionalBody } from "../../platform/http/api.ts";
import { noteCall } from "../calls/note-call.ts";
import { CallOutcome, CommandOnly, ReplyInput } from "../schema.ts";
import { denyStart } from "../starts/deny-start.ts";
import { replyToInvitation } from "./reply-to-invitation.ts";

const tags = ["applications"];
const params = z.object({ id: Id });
const done = { 204: { description: "Done" } };
const mine = { who: "signedIn", on: { record: "application", param: "id", by: "owner" } } as const;

/** Routes of the seeker after the enterprise has answered: reply, deny a start, tell about a call. */
export const replyRoutes = createApi()
  .openapi(
    apiRoute(mine, {
      method: "post",
      path: "/applications/{id}/reply",
      tags,
      summary: "Reply to an invitation: will come, other times, will not come",
      request: { params, body: jsonBody(ReplyInput) },
      responses: done,
    }),
    async (c) => {
      const { commandId, invitationId, ...reply } = c.req.valid("json");
      const input = { ...c.req.valid("param"), commandId, invitationId, reply };
      await replyToInvitation(await commandContext(c), input);
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(mine, {
      method: "post",
      path: "/applications/{id}/start-denial",
      tags,
      summary: "Say that I am not at work, though a start was recorded",
      request: { params, body: optionalBody(CommandOnly) },
      responses: done,
    }),
    async (c) => {
      await denyStart(await commandContext(c), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(mine, {
      method: "post",
      path: "/applications/{id}/calls",
      tags,
      summary: "Say whether somebody answered my call to the employer",
      request: { params, body: jsonBody(CallOutcome) },
      responses: done,
    }),
    async (c) => {
      await noteCall(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  );
