import { z } from "@hono/zod-openapi";
import { SessionAnswer, writeSessionCookie } from "../identity/index.ts";
import { DivisionCode, Id } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { declineInvitation } from "./decline-invitation.ts";
import { endRole } from "./end-role.ts";
import { invite } from "./invite.ts";
import { listMyInvitations, listStaff } from "./list-staff.ts";
import { Invitation, InviteAnswer, InviteInput, StaffList, StaffPlace } from "./schema.ts";
import { withdrawInvitation } from "./withdraw-invitation.ts";

/** The place in a query: `kind`, and the fields that this kind needs. */
const PlaceQuery = z.object({
  kind: z.enum(["member", "officer", "administrator"]),
  enterpriseId: Id.optional(),
  city: DivisionCode.optional(),
  county: DivisionCode.optional(),
});

const placeOf = ({ kind, enterpriseId, city, county }: z.infer<typeof PlaceQuery>): StaffPlace =>
  StaffPlace.parse(
    kind === "member"
      ? { kind, enterpriseId }
      : kind === "officer"
        ? { kind, city, county: county ?? null }
        : { kind },
  );

const params = z.object({ id: Id });
/** `leaveNobody` confirms that the enterprise's only member ends the own role. */
const EndQuery = z.strictObject({ leaveNobody: z.enum(["true", "false"]).optional() });
const tags = ["staff"];
const WORKING = ["member", "officer", "administrator"] as const;
const ofInvitation = { record: "invitation", param: "id", by: "parties" } as const;
const done = { 204: { description: "Done" } };

/** Routes for the people of a place, below /staff, and for the caller's invitations, below /me. */
export const staffRoutes = createApi()
  .openapi(
    apiRoute(
      { who: WORKING },
      {
        method: "get",
        path: "/staff",
        tags,
        summary: "People of an enterprise, a union or the administrators, with open invitations",
        request: { query: PlaceQuery },
        responses: { 200: jsonAnswer(StaffList, "Oldest role first") },
      },
    ),
    async (c) => c.json(await listStaff(c.get("ctx"), placeOf(c.req.valid("query"))), 200),
  )
  .openapi(
    apiRoute(
      { who: WORKING },
      {
        method: "post",
        path: "/staff/invitations",
        tags,
        summary: "Invite a person by phone to a role",
        request: { body: jsonBody(InviteInput) },
        responses: { 201: jsonAnswer(InviteAnswer, "Invited") },
      },
    ),
    async (c) => c.json(await invite(c.get("ctx"), c.req.valid("json")), 201),
  )
  .openapi(
    apiRoute(
      { who: WORKING, on: ofInvitation },
      {
        method: "delete",
        path: "/staff/invitations/{id}",
        tags,
        summary: "Withdraw an open invitation",
        request: { params },
        responses: done,
      },
    ),
    async (c) => {
      await withdrawInvitation(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: WORKING, on: { record: "role", param: "id", by: "parties" } },
      {
        method: "delete",
        path: "/staff/{id}",
        tags,
        summary: "End a person's role, from the next request on",
        request: { params, query: EndQuery },
        responses: done,
      },
    ),
    async (c) => {
      const leaveNobody = c.req.valid("query").leaveNobody === "true";
      await endRole(c.get("ctx"), { ...c.req.valid("param"), leaveNobody });
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "get",
        path: "/me/invitations",
        tags: ["me"],
        summary: "Open invitations to me",
        responses: { 200: jsonAnswer(z.object({ items: z.array(Invitation) }), "Newest first") },
      },
    ),
    async (c) => c.json({ items: await listMyInvitations(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: ofInvitation },
      {
        method: "post",
        path: "/me/invitations/{id}/acceptance",
        tags: ["me"],
        summary: "Accept an invitation; the answer is a new session with the role",
        request: { params },
        responses: { 201: jsonAnswer(SessionAnswer, "Appointed") },
      },
    ),
    async (c) => {
      const session = await acceptInvitation(c.get("ctx"), c.req.valid("param"));
      writeSessionCookie(c, session.token);
      return c.json(session, 201);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: ofInvitation },
      {
        method: "post",
        path: "/me/invitations/{id}/refusal",
        tags: ["me"],
        summary: "Decline an invitation",
        request: { params },
        responses: done,
      },
    ),
    async (c) => {
      await declineInvitation(c.get("ctx"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
