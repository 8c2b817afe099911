import { z } from "zod";
import type { Change } from "../platform/changes/index.ts";
import type { NoticeKind } from "./schema.ts";

export type NewNotice = {
  toKind: "account" | "enterprise";
  toId: string;
  kind: NoticeKind;
  subjectKind:
    | "application"
    | "posting"
    | "enterprise"
    | "savedSearch"
    | "fair"
    | "fairRegistration"
    | "fairTicket"
    | "followUp";
  subjectId: string;
  /** One notice per receiver and cause, however often the change is read. */
  cause: string;
};

const ApplicationChange = z.object({ step: z.string(), accountId: z.string(), enterpriseId: z.string() });
const PostingChange = z.object({ action: z.string(), enterpriseId: z.string() });
const PublicPosting = z.object({ employer: z.object({ id: z.string() }), publishedAt: z.string() });

const RegistrationChange = z.object({ action: z.string(), status: z.string(), enterpriseId: z.string() });

/** What an enterprise hears of its registration for a fair, by what it came to. */
const OF_REGISTRATION: Record<string, NoticeKind> = {
  returned: "fairReturned",
  approved: "fairPlaced",
  waitlisted: "fairWaiting",
  offered: "fairOffered",
  refused: "fairRefused",
};

/** What it hears of a step that nobody took for its registration's own sake. */
const OF_TIME: Record<string, NoticeKind> = { lapse: "fairOfferLapsed", suspend: "fairSuspended" };

function registrationNotices(change: Change, cause: string): NewNotice[] {
  const { data } = RegistrationChange.safeParse(change.payload);
  if (!data || data.action === "edit" || data.action === "answer") return [];
  const kind = OF_TIME[data.action] ?? OF_REGISTRATION[data.status];
  if (!kind) return [];
  const subject = { subjectKind: "fairRegistration", subjectId: change.id, cause } as const;
  return [{ ...subject, toKind: "enterprise", toId: data.enterpriseId, kind }];
}

const OF_STEP: Record<string, { to: "account" | "enterprise"; kind: NoticeKind }> = {
  send: { to: "enterprise", kind: "applicationReceived" },
  withdraw: { to: "enterprise", kind: "applicationWithdrawn" },
  invite: { to: "account", kind: "applicationInvited" },
  decline: { to: "account", kind: "applicationDeclined" },
  start: { to: "account", kind: "startRecorded" },
  confirm: { to: "enterprise", kind: "startConfirmed" },
};

/** Who hears of a change, and what. Most changes concern nobody. */
export function noticesOf(change: Change): NewNotice[] {
  const cause = `${change.kind}:${change.id}:${change.rev}`;
  const subject = { subjectId: change.id, cause };
  if (change.kind === "application") {
    const { data } = ApplicationChange.safeParse(change.payload);
    const rule = data && OF_STEP[data.step];
    if (!data || !rule) return [];
    const toId = rule.to === "account" ? data.accountId : data.enterpriseId;
    return [{ ...subject, toKind: rule.to, toId, kind: rule.kind, subjectKind: "application" }];
  }
  if (change.kind === "fairRegistration") return registrationNotices(change, cause);
  if (change.kind === "posting" && change.op === "put") {
    const published = PublicPosting.safeParse(change.payload);
    const local = PostingChange.safeParse(change.payload);
    const base = { ...subject, toKind: "enterprise", subjectKind: "posting" } as const;
    if (published.success) {
      // A heartbeat is told in public too; only another publication is news.
      const { employer, publishedAt } = published.data;
      const once = `posting:${change.id}:published:${publishedAt}`;
      return [{ ...base, cause: once, toId: employer.id, kind: "postingPublished" }];
    }
    if (local.success && local.data.action === "return")
      return [{ ...base, toId: local.data.enterpriseId, kind: "postingReturned" }];
  }
  if (change.kind === "enterprise" && change.op === "put" && change.stream.endsWith("/public"))
    return [
      {
        subjectId: change.id,
        cause: `enterprise:${change.id}:verified`,
        toKind: "enterprise",
        toId: change.id,
        kind: "enterpriseVerified",
        subjectKind: "enterprise",
      },
    ];
  return [];
}
