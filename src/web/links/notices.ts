import type { Notice, NoticeKind, NoticeKinds } from "../../notifications/index.ts";
import type { StaffPlace } from "../../staff/index.ts";
import { deskOfPlace, staffPath } from "./staff.ts";

/** A pair of receiver and subject that some kind of notice has, such as `account:fairTicket`. */
type Target = {
  [K in NoticeKind]: `${NoticeKinds[K]["to"]}:${NoticeKinds[K]["subject"]}`;
}[NoticeKind];

/** The page with the desks that a person has. */
const OWN = "/me";

const PATHS: Readonly<Record<Target, (id: string, place: StaffPlace | undefined) => string>> = {
  "account:application": (id) => `/me/applications/${id}`,
  "account:enterprise": (id) => `/enterprise/claim/${id}`,
  "account:fair": (id) => `/me/fairs/${id}`,
  "account:fairTicket": (id) => `/me/tickets/${id}`,
  "account:followUp": () => "/me/follow-ups",
  "account:hostedLivestream": (id) => `/union/livestreams/${id}`,
  "account:livestream": (id) => `/livestreams/${id}`,
  "account:hostedFair": (id) => `/union/fairs/${id}`,
  "account:objection": (id) => `/union/postings/${id}#violation`,
  "account:invitation": () => "/me/invitations",
  "account:staff": (_id, place) => (place ? staffPath(place) : OWN),
  "account:appointment": (_id, place) => (place ? deskOfPlace(place) : OWN),
  "account:endedRole": () => OWN,
  "account:partnerCity": (id) => `/union/federation/${id}`,
  "account:savedSearch": (id) => `/me/searches/${id}`,
  "account:talentInvitation": (id) => `/me/talent/invitations/${id}`,
  "enterprise:application": (id) => `/enterprise/applications/${id}`,
  "enterprise:enterprise": (id) => `/enterprise/profile?enterprise=${id}`,
  "enterprise:fair": (id) => `/enterprise/fairs/${id}`,
  "enterprise:fairRegistration": () => "/enterprise/fairs",
  "enterprise:followUp": () => "/enterprise/follow-ups",
  "enterprise:livestream": () => "/enterprise/livestreams",
  "enterprise:postingQuestions": (id) => `/enterprise/postings/${id}/questions`,
  "enterprise:posting": (id) => `/enterprise/postings/${id}`,
};

/**
 * Returns the path on which the receiver sees or does what a notice is about. Throws if no kind of notice has
 * its receiver and subject.
 */
export function noticePath({ to, subject, params }: Pick<Notice, "to" | "subject" | "params">): string {
  const target = `${to}:${subject.kind}`;
  if (!isTarget(target)) throw new Error(`no page for a notice about ${target}`);
  return PATHS[target](subject.id, "place" in params ? params.place : undefined);
}

const isTarget = (target: string): target is Target => Object.hasOwn(PATHS, target);
