import type { Context } from "hono";
import { writeSessionCookie } from "../../../identity/index.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../platform/http/index.ts";
import {
  acceptInvitation,
  declineInvitation,
  endRole,
  InviteInput,
  invite,
  listMyInvitations,
  listStaff,
  type StaffPlace,
  withdrawInvitation,
} from "../../../staff/index.ts";
import { DonePage } from "../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../components/forms.tsx";
import { type Fields, fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../forms.ts";
import { deskOf } from "../../links/desk.ts";
import { staffPath } from "../../links/staff.ts";
import { originOf, page } from "../../page.tsx";
import { MEMBER, onRecord, SIGNED_IN, UNION, WORKING } from "../../policies.ts";
import { ME } from "../../text/seeker.ts";
import { INVITATIONS, STAFF } from "../../text/union/staff.ts";
import { enterpriseOf } from "../enterprise/current-enterprise.ts";
import { InvitationsPage } from "./invitations-page.tsx";
import { InvitedPage } from "./invited-page.tsx";
import { LastMemberPage } from "./last-member-page.tsx";
import { placeOfForm, placeOfQuery, placesBeside } from "./places.ts";
import { StaffPage } from "./staff-page.tsx";

const audienceOf = (place: StaffPlace) => (place.kind === "member" ? "enterprise" : "union");

async function staffPage(c: Context<Env>, place: StaffPlace, form: FormState = EMPTY_FORM) {
  const ctx = c.get("ctx");
  const list = await listStaff(ctx, place);
  const places = place.kind === "member" ? [] : await placesBeside(ctx, place);
  const title = STAFF.heading(list.placeName);
  return page(c, { title, audience: audienceOf(place), status: formStatus(form) }, (shell) => (
    <StaffPage shell={shell} data={{ list, form, places }} />
  ));
}

const done = (c: Context<Env>, place: StaffPlace, [title, next]: [string, string]) =>
  page(c, { title, audience: audienceOf(place) }, () => (
    <DonePage title={title} next={next} back={{ href: staffPath(place), text: STAFF.back }} />
  ));

/** Asks the last member of an enterprise whether the own role shall end. */
const askLastMember = (c: Context<Env>, fields: Fields) =>
  page(c, { title: STAFF.lastTitle, audience: "enterprise", status: 409 }, (shell) => (
    <LastMemberPage shell={shell} id={pathId(c)} place={placeOfForm(fields)} />
  ));

/** Pages for the people of a union or an enterprise. */
const staffPages = new Pages()
  .get("/union/staff", UNION, async (c) =>
    staffPage(c, await placeOfQuery(c.get("ctx"), c.req.query("place"))),
  )
  .get("/enterprise/staff", MEMBER, (c) => staffPage(c, { kind: "member", enterpriseId: enterpriseOf(c).id }))
  .post("/staff/invitations", WORKING, async (c) => {
    const fields = await readForm(c);
    const place = placeOfForm(fields);
    const [name, phone] = [fieldText(fields, "name"), fieldText(fields, "phone")];
    return submitForm(
      fields,
      async () => {
        const answer = await invite(c.get("ctx"), parse(InviteInput, { name, phone, place }));
        const { invitation, linkToken } = answer;
        const link = linkToken ? `${originOf(c)}/sign-in/link?token=${linkToken}` : null;
        return page(c, { title: STAFF.invitedDone, audience: audienceOf(place) }, () => (
          <InvitedPage invitation={invitation} link={link} back={staffPath(place)} />
        ));
      },
      (form) => staffPage(c, place, form),
    );
  })
  .post("/staff/invitations/:id/withdraw", onRecord(WORKING, "invitation", "parties"), async (c) => {
    await withdrawInvitation(c.get("ctx"), { id: pathId(c) });
    return done(c, placeOfForm(await readForm(c)), [STAFF.withdrawnDone, STAFF.withdrawnNext]);
  })
  .post("/staff/:id/end", onRecord(WORKING, "role", "parties"), async (c) => {
    const fields = await readForm(c);
    const leaveNobody = fieldText(fields, "leaveNobody") === "1";
    try {
      await endRole(c.get("ctx"), { id: pathId(c), leaveNobody });
    } catch (error) {
      if (error instanceof AppError && error.code === "LAST_MEMBER") return askLastMember(c, fields);
      throw error;
    }
    if (fieldText(fields, "own") !== "1")
      return done(c, placeOfForm(fields), [STAFF.endedDone, STAFF.endedNext]);
    const back = { href: "/me", text: ME.title };
    return page(c, { title: STAFF.endedOwnDone }, () => (
      <DonePage title={STAFF.endedOwnDone} next={STAFF.endedOwnNext} back={back} />
    ));
  });

/** Pages for invitations to the signed-in person. */
const invitationPages = new Pages()
  .get("/me/invitations", SIGNED_IN, async (c) => {
    const invitations = await listMyInvitations(c.get("ctx"));
    return page(c, { title: INVITATIONS.title }, (shell) => (
      <InvitationsPage shell={shell} invitations={invitations} />
    ));
  })
  .post("/me/invitations/:id/accept", onRecord(SIGNED_IN, "invitation", "parties"), async (c) => {
    const session = await acceptInvitation(c.get("ctx"), { id: pathId(c) });
    writeSessionCookie(c, session.token);
    return c.redirect(deskOf(session.account.roles), 303);
  })
  .post("/me/invitations/:id/decline", onRecord(SIGNED_IN, "invitation", "parties"), async (c) => {
    await declineInvitation(c.get("ctx"), { id: pathId(c) });
    const { declined: title, declinedNext: next } = INVITATIONS;
    return page(c, { title }, () => (
      <DonePage title={title} next={next} back={{ href: "/me", text: ME.title }} />
    ));
  });

export const allStaffPages = [staffPages, invitationPages];
