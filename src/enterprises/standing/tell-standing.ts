import type { Tx } from "../../../db/client.ts";
import { selectStaff } from "../../identity/index.ts";
import { type NewNotice, notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { makeNotice } from "../notices.ts";
import { fairsOf, openApplications } from "./store.ts";

const OFFICERS_MAX = 500;

/** A suspension or its end. `rev` is the enterprise's revision afterwards. */
export type Standing = {
  id: string;
  name: string;
  rev: number;
  decision: "suspend" | "reinstate";
  reason: string;
  /** True if the enterprise, once reinstated, still waits for its verification. */
  waits: boolean;
};

const KINDS = {
  suspend: { person: "employerSuspended", host: "exhibitorSuspended" },
  reinstate: { person: "employerReinstated", host: "exhibitorReinstated" },
} as const;

/** Returns one notice for each officer of the city that hosts a fair, without the caller. */
async function hostNotices(
  tx: Tx,
  ctx: RequestContext,
  { id, name, decision, reason }: Standing,
  cause: string,
): Promise<NewNotice[]> {
  const notices: NewNotice[] = [];
  for (const { fairId, title: fair, hostCity: city } of await fairsOf(tx, id))
    for (const { accountId } of await selectStaff(tx, { kind: "officer", city, county: null }, OFFICERS_MAX))
      if (accountId !== accountIdOf(ctx.actor))
        notices.push(
          makeNotice(KINDS[decision].host, {
            account: accountId,
            subjectId: fairId,
            params: { title: name, fair, reason },
            cause: `${cause}:${fairId}`,
          }),
        );
  return notices;
}

/**
 * Notifies everybody whom a suspension or its end concerns: the enterprise, the persons of its open
 * applications, and the officers of the cities that host its fairs.
 */
export async function tellStanding(tx: Tx, ctx: RequestContext, standing: Standing): Promise<void> {
  const { id, name, rev, decision, reason, waits } = standing;
  const kinds = KINDS[decision];
  const params = { title: name, reason };
  const cause = `enterprise:${id}:${decision}:${rev}`;
  const to = { enterprise: id, subjectId: id, cause };
  const own =
    decision === "suspend"
      ? makeNotice("enterpriseSuspended", { ...to, params })
      : makeNotice("enterpriseReinstated", { ...to, params: { ...params, waits } });
  const applicants = (await openApplications(tx, id)).map((application) =>
    makeNotice(kinds.person, {
      account: application.accountId,
      subjectId: application.id,
      params,
      cause: `${cause}:${application.id}`,
    }),
  );
  await notify(tx, ctx, [own, ...applicants, ...(await hostNotices(tx, ctx, standing, cause))]);
}
