import type { Tx } from "../../../../db/client.ts";
import { selectAdministrators, selectStaff } from "../../../identity/index.ts";
import { type NewNotice, notify } from "../../../notifications/index.ts";
import { followClauses, raiseLate } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { makeNotice } from "./notices.ts";

const OFFICERS_MAX = 500;

/** Returns the accounts of a city's officers and of the administrators. */
async function peopleOf(tx: Tx, city: string): Promise<string[]> {
  const officers = await selectStaff(tx, { kind: "officer", city, county: null }, OFFICERS_MAX);
  const all = [...officers, ...(await selectAdministrators(tx))];
  return [...new Set(all.map(({ accountId }) => accountId))];
}

/**
 * Tells the officers of a city and the administrators of erasures that another city has not confirmed for
 * three days, each erasure once. Before, the ledger follows clauses that ended by their date. Returns the
 * number of erasures.
 */
export async function raiseLateErasures(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, (tx) => raise(tx, ctx));
}

async function raise(tx: Tx, ctx: RequestContext): Promise<number> {
  await followClauses(tx);
  const late = await raiseLate(tx);
  for (const { city, receiver, name, count } of late) {
    const cause = `erasures:${city}:${receiver}:${ctx.ids.uuid()}`;
    const facts = { subjectId: receiver, params: { title: name, count }, cause };
    const notices: NewNotice[] = (await peopleOf(tx, city)).map((account) =>
      makeNotice("erasuresLate", { ...facts, account }),
    );
    await notify(tx, ctx, notices);
    await recordAudit(tx, ctx, {
      action: "erasure.late",
      subjectKind: "city",
      subjectId: receiver,
      city,
      detail: { count },
    });
  }
  return late.reduce((sum, { count }) => sum + count, 0);
}
