import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { addWalkIn } from "./queue/add-walk-in.ts";
import { callNext } from "./queue/call-next.ts";
import { joinQueue } from "./queue/join-queue.ts";
import { leaveQueue } from "./queue/leave-queue.ts";
import { moveEntry } from "./queue/move-entry.ts";
import { boothInterviews, getMyFair, hallQueue } from "./read-interviews.ts";
import {
  BoothInterviews,
  CallNext,
  HallQueue,
  InterviewSlotsInput,
  MeetingInput,
  MyFair,
  QueueAct,
  QueueJoin,
  SlotsChanged,
  SlotsRemoval,
  WalkIn,
  WishesInput,
} from "./schema.ts";
import { setWishes } from "./set-wishes.ts";
import { closeSlots } from "./slots/close-slots.ts";
import { openSlots } from "./slots/open-slots.ts";
import { setMeeting } from "./slots/set-meeting.ts";

const tags = ["fair interviews"];
const params = z.object({ id: Id });
const own = {
  who: ["member"],
  on: { record: "fairRegistration", param: "id", by: "enterprise" },
} as const;
const fair = { record: "fair", param: "id", by: "readers" } as const;
const mine = { who: "signedIn", on: fair } as const;
/** `number` is null at a fair of another node, whose host gives it. */
const Numbered = z.object({ number: z.number().int().nullable() });
const Called = z.object({ called: z.array(z.number().int()).nullable() });
const done = { 204: { description: "Done" } };

/** Routes of interviews and queues of a fair, below /api/v1. */
export const interviewRoutes = createApi()
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/fair-registrations/{id}/interviews",
      tags,
      summary: "A booth's slots, interviews and queue",
      request: { params },
      responses: { 200: jsonAnswer(BoothInterviews, "The booth's day") },
    }),
    async (c) => c.json(await boothInterviews(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/interview-slots",
      tags,
      summary: "Open a recruiter's time for interviews",
      request: { params, body: jsonBody(InterviewSlotsInput) },
      responses: { 201: jsonAnswer(SlotsChanged, "How many slots") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), registrationId: c.req.valid("param").id };
      return c.json(await openSlots(c.get("ctx"), input), 201);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/interview-slots/removal",
      tags,
      summary: "Take a recruiter's slots away that nobody was given",
      request: { params, body: jsonBody(SlotsRemoval) },
      responses: { 200: jsonAnswer(SlotsChanged, "How many slots") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), registrationId: c.req.valid("param").id };
      return c.json(await closeSlots(c.get("ctx"), input), 200);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "put",
      path: "/fair-registrations/{id}/meeting-room",
      tags,
      summary: "Where remote people meet the booth; null closes it",
      request: { params, body: jsonBody(MeetingInput) },
      responses: done,
    }),
    async (c) => {
      await setMeeting(c.get("ctx"), { ...c.req.valid("json"), registrationId: c.req.valid("param").id });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/calls",
      tags,
      summary: "A recruiter is free: call the next",
      request: { params, body: jsonBody(CallNext) },
      responses: { 200: jsonAnswer(Called, "The numbers called; null if another node calls") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), registrationId: c.req.valid("param").id };
      return c.json(await callNext(c.get("ctx"), input), 200);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/walk-ins",
      tags,
      summary: "Give somebody at the booth a number",
      request: { params, body: jsonBody(WalkIn) },
      responses: { 200: jsonAnswer(Numbered, "The number") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), registrationId: c.req.valid("param").id };
      return c.json(await addWalkIn(c.get("ctx"), input), 200);
    },
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/fair-registrations/{id}/queue/{entryId}",
      tags,
      summary: "The person called has come, is done, or did not come",
      request: { params: params.extend({ entryId: Id }), body: jsonBody(QueueAct) },
      responses: done,
    }),
    async (c) => {
      const { id: registrationId, entryId } = c.req.valid("param");
      await moveEntry(c.get("ctx"), { registrationId, entryId, ...c.req.valid("json") });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: "anyone", on: fair },
      {
        method: "get",
        path: "/fairs/{id}/venues/{venueId}/queue",
        tags,
        summary: "The queues of a hall: numbers and booths",
        request: { params: params.extend({ venueId: Id }) },
        responses: { 200: jsonAnswer(HallQueue, "Booth by booth") },
      },
    ),
    async (c) => {
      const { id: fairId, venueId } = c.req.valid("param");
      const { booths } = await hallQueue(c.get("ctx"), { fairId, venueId });
      return c.json({ booths }, 200);
    },
  )
  .openapi(
    apiRoute(mine, {
      method: "get",
      path: "/me/fairs/{id}",
      tags,
      summary: "My code, wishes, interviews and places in queues at a fair",
      request: { params },
      responses: { 200: jsonAnswer(MyFair, "My fair") },
    }),
    async (c) => c.json(await getMyFair(c.get("ctx"), c.req.valid("param").id), 200),
  )
  .openapi(
    apiRoute(mine, {
      method: "put",
      path: "/me/fairs/{id}/wishes",
      tags,
      summary: "Whom I would like to talk to",
      request: { params, body: jsonBody(WishesInput) },
      responses: { 200: jsonAnswer(MyFair, "My fair") },
    }),
    async (c) => {
      const { id: fairId } = c.req.valid("param");
      await setWishes(c.get("ctx"), { fairId, ...c.req.valid("json") });
      return c.json(await getMyFair(c.get("ctx"), fairId), 200);
    },
  )
  .openapi(
    apiRoute(mine, {
      method: "post",
      path: "/me/fairs/{id}/queue",
      tags,
      summary: "Take a number at a booth",
      request: { params, body: jsonBody(QueueJoin) },
      responses: { 200: jsonAnswer(Numbered, "The number") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), fairId: c.req.valid("param").id };
      return c.json(await joinQueue(c.get("ctx"), input), 200);
    },
  )
  .openapi(
    apiRoute(mine, {
      method: "post",
      path: "/me/fairs/{id}/queue/departure",
      tags,
      summary: "Give a number back",
      request: { params, body: jsonBody(QueueJoin) },
      responses: done,
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), fairId: c.req.valid("param").id };
      await leaveQueue(c.get("ctx"), input);
      return c.body(null, 204);
    },
  );
