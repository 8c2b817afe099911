import type { Notice, NoticeKind, NoticeKinds } from "../../notifications/index.ts";

/** A pair of receiver and subject that some kind of notice has, such as `account:fairTicket`. */
type Target = {
  [K in NoticeKind]: `${NoticeKinds[K]["to"]}:${NoticeKinds[K]["subject"]}`;
}[NoticeKind];

const PATHS: Readonly<Record<Target, (id: string) => string>> = {
  "account:application": (id) => `/me/applications/${id}`,
  "account:enterprise": (id) => `/enterprise/claim/${id}`,
  "account:fair": (id) => `/me/fairs/${id}`,
  "account:fairTicket": (id) => `/me/tickets/${id}`,
  "account:followUp": () => "/me/follow-ups",
  "account:hostedFair": (id) => `/union/fairs/${id}`,
  "account:objection": (id) => `/union/postings/${id}#violation`,
  "account:invitation": () => "/me/invitations",
  "account:staff": () => "/me/invitations",
  "account:savedSearch": (id) => `/me/searches/${id}`,
  "enterprise:application": (id) => `/enterprise/applications/${id}`,
  "enterprise:enterprise": () => "/enterprise/profile",
  "enterprise:fair": (id) => `/enterprise/fairs/${id}`,
  "enterprise:fairRegistration": () => "/enterprise/fairs",
  "enterprise:followUp": () => "/enterprise/follow-ups",
  "enterprise:posting": (id) => `/enterprise/postings/${id}`,
};

/** Returns the path of the page about a notice. Throws if no kind of notice has its receiver and subject. */
export function noticePath({ to, subject }: Pick<Notice, "to" | "subject">): string {
  const target = `${to}:${subject.kind}`;
  if (!isTarget(target)) throw new Error(`no page for a notice about ${target}`);
  return PATHS[target](subject.id);
}

const isTarget = (target: string): target is Target => Object.hasOwn(PATHS, target);
