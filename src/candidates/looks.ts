import type { DbOrTx } from "../../db/client.ts";
import { peopleAway } from "../identity/index.ts";
import { emitSealed } from "../peers/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../platform/core/cursor.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction } from "../platform/core/store.ts";
import type { LookPayload } from "./cards/schema.ts";
import type { CardView, LookReason, LookRole } from "./schema.ts";
import { insertCardViews, selectCardViews } from "./store/looks.ts";

/**
 * A look at cards or phones of other people. `organisation`: for whom the caller looks, as its owner sees it.
 * `city`: the city that tells people of other nodes; that of the posting if there is an application.
 */
export type Look = { role: LookRole; organisation: string; why: LookReason; city?: string };
/** A person whose card was shown, the application that led to it, and whether the phone was shown too. */
export type Shown = { accountId: string; applicationId: string | null; phone?: boolean };

/**
 * Records that the caller is shown cards or phones of other people, in one statement. The owners see it at
 * once. Call it before the data leaves the server. Records at most one look per hour, caller, reason, card
 * and application. A look at one's own card is not recorded. A person of another node reads it there.
 */
export async function recordLooks(
  ctx: Pick<RequestContext, "db" | "ids" | "actor">,
  look: Look,
  shown: readonly Shown[],
  db: DbOrTx = ctx.db,
): Promise<void> {
  const { accountId: viewerAccountId } = requireAccount(ctx.actor);
  const others = shown.filter(({ accountId }) => accountId !== viewerAccountId);
  if (others.length === 0) return;
  const seen = others.map(({ phone = false, ...one }) => ({ id: ctx.ids.uuid(), phone, ...one }));
  const { role: viewerRole, organisation: viewerLabel, why } = look;
  const viewer = { viewerAccountId, viewerLabel, viewerRole, why };
  const away = await peopleAway(
    db,
    others.map(({ accountId }) => accountId),
  );
  if (away.size === 0) {
    await insertCardViews(db, viewer, seen);
    return;
  }
  await inTransaction({ db }, async (tx) => {
    for (const { id, accountId, applicationId, phone, at, city } of await insertCardViews(tx, viewer, seen)) {
      const person = away.get(accountId);
      const teller = city ?? look.city;
      if (!person || !teller) continue;
      const { role, organisation } = look;
      const facts = { applicationId, viewer: organisation, role, why, phone, at: at.toISOString() };
      const value: LookPayload = { subject: person.subject, ...facts };
      await emitSealed(tx, { city: teller, receiver: person.city, kind: "look", id, rev: 1, value });
    }
  });
}

/** Returns who looked at the caller's card or phone, in which role, why and when, newest first. */
export async function listCardViews(ctx: RequestContext, page: PageRequest): Promise<Page<CardView>> {
  const { accountId } = requireAccount(ctx.actor);
  const question = `looks ${accountId}`;
  const after = placeAfter(question, page.cursor);
  const rows = await selectCardViews(ctx.db, accountId, { after, limit: page.limit + 1 });
  return pageOf(
    question,
    rows,
    page.limit,
    ({ key }) => key,
    ({ key: _key, at, ...row }) => ({ ...row, at: at.toISOString() }),
  );
}
