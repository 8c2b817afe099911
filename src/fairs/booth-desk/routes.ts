import { z } from "@hono/zod-openapi";
import { Cursor, Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { answerAsEmployer } from "./follow-ups/answer-as-employer.ts";
import { answerForMyself } from "./follow-ups/answer-for-myself.ts";
import { listEmployerFollowUps, listMyFollowUps } from "./follow-ups/read-follow-ups.ts";
import { listSentScans } from "./remote/read-sent-scans.ts";
import { SentScanView } from "./remote/schema.ts";
import {
  BoothScanInput,
  BoothScanned,
  FollowUpAnswer,
  FollowUpView,
  IntentInput,
  IntentMade,
  IntentStart,
  NoteInput,
  VisitView,
} from "./schema.ts";
import { noteVisit } from "./visits/note-visit.ts";
import { listVisits } from "./visits/read-visits.ts";
import { recordIntent } from "./visits/record-intent.ts";
import { recordIntentStart } from "./visits/record-intent-start.ts";
import { scanAtBooth } from "./visits/scan-at-booth.ts";

const tags = ["booth desk"];
const params = z.object({ id: Id });
const own = {
  who: ["member"],
  on: { record: "fairRegistration", param: "id", by: "enterprise" },
} as const;
const followUp = (who: "signedIn" | readonly ["member"], by: "owner" | "enterprise") =>
  ({ who, on: { record: "followUp", param: "id", by } }) as const;
const VisitList = z.object({
  items: z.array(VisitView),
  total: z.number().int(),
  nextCursor: z.string().nullable(),
});
const done = { 204: { description: "Done" } };

/** Routes of the booth desk and of follow-ups, below /api/v1. */
export const boothDeskRoutes = createApi()
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/scans",
      tags,
      summary: "A person shows a code at the booth: an application to a posting",
      request: { params, body: jsonBody(BoothScanInput) },
      responses: { 200: jsonAnswer(BoothScanned, "What came of it; the same for a repeat") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), registrationId: c.req.valid("param").id };
      return c.json(await scanAtBooth(c.get("ctx"), input), 200);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/fair-registrations/{id}/sent-scans",
      tags,
      summary: "Scans at a fair of another node, and what its host answered",
      request: { params },
      responses: { 200: jsonAnswer(z.object({ items: z.array(SentScanView) }), "The newest first") },
    }),
    async (c) => c.json({ items: await listSentScans(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/fair-registrations/{id}/visits",
      tags,
      summary: "Who was at the booth",
      request: { params, query: z.object({ cursor: Cursor.optional() }) },
      responses: { 200: jsonAnswer(VisitList, "The newest first, a hundred a page") },
    }),
    async (c) => {
      const of = { registrationId: c.req.valid("param").id, ...c.req.valid("query") };
      return c.json(await listVisits(c.get("ctx"), of), 200);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/visits/{visitId}/notes",
      tags,
      summary: "Add a note about a visit; earlier notes stay",
      request: { params: params.extend({ visitId: Id }), body: jsonBody(NoteInput) },
      responses: done,
    }),
    async (c) => {
      const { id: registrationId, visitId } = c.req.valid("param");
      await noteVisit(c.get("ctx"), { registrationId, visitId, ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/intents",
      tags,
      summary: "Record an intent of a person for a posting; never an employment",
      request: { params, body: jsonBody(IntentInput) },
      responses: { 200: jsonAnswer(IntentMade, "Whether it is new") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), registrationId: c.req.valid("param").id };
      return c.json(await recordIntent(c.get("ctx"), input), 200);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/intents/{intentId}/start",
      tags,
      summary: "The person is at work since this day",
      request: { params: params.extend({ intentId: Id }), body: jsonBody(IntentStart) },
      responses: done,
    }),
    async (c) => {
      const { id: registrationId, intentId } = c.req.valid("param");
      await recordIntentStart(c.get("ctx"), { registrationId, intentId, ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "get",
        path: "/me/follow-ups",
        tags,
        summary: "Am I still at work there?",
        responses: { 200: jsonAnswer(z.object({ items: z.array(FollowUpView) }), "What is open first") },
      },
    ),
    async (c) => c.json({ items: await listMyFollowUps(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(followUp("signedIn", "owner"), {
      method: "put",
      path: "/me/follow-ups/{id}/answer",
      tags,
      summary: "The person answers",
      request: { params, body: jsonBody(FollowUpAnswer) },
      responses: done,
    }),
    async (c) => {
      await answerForMyself(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: ["member"] },
      {
        method: "get",
        path: "/follow-ups",
        tags,
        summary: "Are the people who started with my enterprises still there?",
        responses: { 200: jsonAnswer(z.object({ items: z.array(FollowUpView) }), "What is open first") },
      },
    ),
    async (c) => c.json({ items: await listEmployerFollowUps(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(followUp(["member"], "enterprise"), {
      method: "put",
      path: "/follow-ups/{id}/answer",
      tags,
      summary: "The enterprise answers",
      request: { params, body: jsonBody(FollowUpAnswer) },
      responses: done,
    }),
    async (c) => {
      await answerAsEmployer(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") });
      return c.body(null, 204);
    },
  );
