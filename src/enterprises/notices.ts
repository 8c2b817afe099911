import { z } from "zod";
import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  type NoticeSource,
  type NoticesOf,
  noticeMaker,
  TitleParams,
} from "../notifications/index.ts";
import type { Change } from "../platform/changes/index.ts";
import { selectDecidedClaims } from "./claims/store.ts";
import { selectForFeed } from "./store.ts";

const about = { subject: "enterprise", channels: ["mail"], params: TitleParams } as const;
const WithReason = TitleParams.extend({ reason: z.string() });

/**
 * Notices to the enterprise, to persons who applied there, and to officers who host a fair with its booth.
 */
const own = { to: ["enterprise"], subject: "enterprise", channels: ["mail"], params: WithReason } as const;
const person = { to: ["account"], subject: "application", channels: [], params: WithReason } as const;
const host = {
  to: ["account"],
  subject: "hostedFair",
  channels: [],
  params: WithReason.extend({ fair: z.string() }),
} as const;

const kinds = {
  enterpriseVerified: { ...about, to: ["enterprise"] },
  enterpriseRefused: { ...about, to: ["enterprise"], params: WithReason },
  claimApproved: { ...about, to: ["account"] },
  claimRejected: { ...about, to: ["account"], params: WithReason },
  enterpriseSuspended: own,
  enterpriseReinstated: { ...own, params: WithReason.extend({ waits: z.boolean() }) },
  employerSuspended: person,
  employerReinstated: person,
  exhibitorSuspended: host,
  exhibitorReinstated: host,
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

export const makeNotice = noticeMaker(kinds);
const PublicView = z.object({ name: z.string() });
const Action = z.object({ action: z.string() });

/** Returns the notice of a public change. The fixed `cause` makes it unique per enterprise. */
const verifiedNotice = ({ id, payload }: Change): NewNotice =>
  makeNotice("enterpriseVerified", {
    enterprise: id,
    subjectId: id,
    params: { title: PublicView.safeParse(payload).data?.name ?? "" },
    cause: `enterprise:${id}:verified`,
  });

const isRefusal = ({ payload }: Change) => Action.safeParse(payload).data?.action === "enterprise.refuse";

/** Returns notices for new public views of enterprises, and for refusals of registrations. */
const fromEnterprises: NoticesOf = async (tx, changes) => {
  const puts = changes.filter(({ op }) => op === "put");
  const refusals = puts.filter(isRefusal);
  const rows =
    refusals.length > 0
      ? await selectForFeed(
          tx,
          refusals.map(({ id }) => id),
        )
      : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [
    ...puts.filter(({ stream }) => stream.endsWith("/public")).map(verifiedNotice),
    ...refusals.flatMap(({ id, rev }) => {
      const row = byId.get(id);
      // A refusal that was corrected or overruled since has no reason to tell.
      if (row?.status !== "refused" || row.refusalReason === null) return [];
      const params = { title: row.name, reason: row.refusalReason };
      return [
        makeNotice("enterpriseRefused", {
          enterprise: id,
          subjectId: id,
          params,
          cause: `enterprise:${id}:${rev}`,
        }),
      ];
    }),
  ];
};

const Decided = z.object({
  status: z.enum(["approved", "rejected"]),
  enterpriseId: z.string(),
  accountId: z.string(),
});

/** Returns the notices to the authors of decided claims. */
const fromClaims: NoticesOf = async (tx, changes) => {
  const decided = changes.flatMap(({ id, payload }) => {
    const { data } = Decided.safeParse(payload);
    return data ? [{ id, ...data }] : [];
  });
  const facts = new Map(
    (
      await selectDecidedClaims(
        tx,
        decided.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  return decided.map(({ id, status, enterpriseId, accountId }): NewNotice => {
    const { title = "", reason = null } = facts.get(id) ?? {};
    const about = { account: accountId, subjectId: enterpriseId, cause: `claim:${id}:decided` };
    return status === "approved"
      ? makeNotice("claimApproved", { ...about, params: { title } })
      : makeNotice("claimRejected", { ...about, params: { title, reason: reason ?? "" } });
  });
};

export const enterpriseNotices: NoticeSource = {
  kinds,
  from: { enterprise: fromEnterprises, claim: fromClaims },
};
