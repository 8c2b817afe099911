import { z } from "@hono/zod-openapi";
import { entityTag, revisionOf } from "../../platform/core/commands/revision.ts";
import { Cursor, Id, Limit, RevisionHeader } from "../../platform/core/schema.ts";
import { apiRoute, commandContext, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { editRegistration } from "./edit-registration.ts";
import { getRegistration, listRegistrations } from "./read-registrations.ts";
import { recommendRegistration } from "./recommend-registration.ts";
import { registerForFair } from "./register-for-fair.ts";
import {
  REGISTRATION_STATUSES,
  RecommendationInput,
  RegistrationInput,
  RegistrationList,
  RegistrationOutcome,
  RegistrationPatch,
  RegistrationView,
} from "./schema.ts";

const tags = ["fair registrations"];
const params = z.object({ id: Id });
const outcome = jsonAnswer(RegistrationOutcome, "Where the registration stands");
const of = (who: readonly ("member" | "officer")[], by: "parties" | "enterpriseOrCity" | "city") =>
  ({ who, on: { record: "fairRegistration", param: "id", by } }) as const;

/** Routes of registrations for enterprises and unions, below /api/v1. */
export const fairRegistrationRoutes = createApi()
  .openapi(
    apiRoute(
      { who: ["member"], on: { record: "fair", param: "id", by: "readers" } },
      {
        method: "post",
        path: "/fairs/{id}/registrations",
        tags,
        summary: "Register an enterprise for a fair",
        request: { params, body: jsonBody(RegistrationInput) },
        responses: { 200: outcome, 201: outcome },
      },
    ),
    async (c) => {
      const input = { ...c.req.valid("json"), fairId: c.req.valid("param").id };
      const made = await registerForFair(await commandContext(c), input);
      return c.json(made, made.created ? 201 : 200);
    },
  )
  .openapi(
    apiRoute(
      { who: ["member", "officer"] },
      {
        method: "get",
        path: "/fair-registrations",
        tags,
        summary: "Registrations: of my enterprises, that my union recommends, or at fairs my city hosts",
        request: {
          query: z.object({
            as: z.enum(["mine", "home", "host"]),
            fairId: Id.optional(),
            status: z.enum(REGISTRATION_STATUSES).optional(),
            cursor: Cursor.optional(),
            limit: Limit,
          }),
        },
        responses: { 200: jsonAnswer(RegistrationList, "One page, in the order they came") },
      },
    ),
    async (c) => c.json(await listRegistrations(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(of(["member", "officer"], "parties"), {
      method: "get",
      path: "/fair-registrations/{id}",
      tags,
      summary: "One registration",
      request: { params },
      responses: { 200: jsonAnswer(RegistrationView, "The registration") },
    }),
    async (c) => {
      const seen = await getRegistration(c.get("ctx"), c.req.valid("param").id);
      return c.json(seen, 200, { etag: entityTag(seen.rev) });
    },
  )
  .openapi(
    apiRoute(of(["member", "officer"], "enterpriseOrCity"), {
      method: "patch",
      path: "/fair-registrations/{id}",
      tags,
      summary: "Change what an enterprise brings",
      request: {
        params,
        headers: RevisionHeader,
        body: jsonBody(RegistrationPatch),
      },
      responses: { 200: outcome },
    }),
    async (c) => {
      const ifRev = revisionOf(c.req.header("if-match"));
      const { id } = c.req.valid("param");
      return c.json(await editRegistration(c.get("ctx"), { id, ifRev, edit: c.req.valid("json") }), 200);
    },
  )
  .openapi(
    apiRoute(of(["officer"], "city"), {
      method: "post",
      path: "/fair-registrations/{id}/recommendation",
      tags,
      summary: "The home union recommends it to the host, or gives it back",
      request: { params, body: jsonBody(RecommendationInput) },
      responses: { 200: outcome },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), ...c.req.valid("param") };
      return c.json(await recommendRegistration(await commandContext(c), input), 200);
    },
  );
