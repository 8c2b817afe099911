import { toldApplications } from "../../applications/index.ts";
import { receivedCards, toldLooks } from "../../candidates/index.ts";
import {
  receivedForms,
  toldBooths,
  toldFairApplications,
  toldPlaces,
  toldRegistrations,
  toldScans,
  toldTickets,
  toldTurnApplications,
  toldTurns,
} from "../../fairs/index.ts";
import { openSealed } from "../../peers/index.ts";
import type { Copy, SharedKind, Unread } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { receivedTalent, toldInvitations } from "../../talent/index.ts";
import { openingKey } from "../keys/index.ts";
import { measurePurge } from "./receipts/store.ts";

type FindKey = Parameters<typeof openSealed>[1];

/** Returns a function that asks `find` once for each key id: the records of a page mostly share one. */
function onceEach(find: FindKey): FindKey {
  const found = new Map<string, ReturnType<FindKey>>();
  return (kid) => {
    const key = found.get(kid) ?? find(kid);
    found.set(kid, key);
    return key;
  };
}

type Opened = { copy: Copy } | { unread: Unread };

/**
 * Makes a kind whose payloads are sealed: opens each before it is applied. A payload that cannot be opened
 * here is unread, so it is quarantined and passes. A purge is measured for its receipt.
 */
export function sealedKind(ctx: RequestContext, kind: SharedKind): SharedKind {
  const open = async (copy: Copy, findKey: FindKey): Promise<Opened> => {
    const { id, rev, payload } = copy;
    try {
      if (typeof payload !== "string") throw new Error("no sealed text");
      return { copy: { ...copy, payload: await openSealed(payload, findKey) } };
    } catch {
      return { unread: { id, rev, why: "sealed" } };
    }
  };
  return {
    ...kind,
    read: undefined,
    async put(tx, copies) {
      const findKey = onceEach((kid) => openingKey(ctx, kid));
      const all = await Promise.all(copies.map((copy) => open(copy, findKey)));
      const unread = all.flatMap((one) => ("unread" in one ? one.unread : []));
      const read = all.flatMap((one) => ("copy" in one ? one.copy : []));
      return read.length === 0 ? unread : [...unread, ...(await kind.put(tx, read))];
    },
    async purge(tx, home, ids) {
      const gone = await kind.purge(tx, home, ids);
      await measurePurge(tx, { home, kind: kind.kind, ids, gone });
      return gone;
    },
  };
}

/** The kinds of record in logs for one city, each described by the capability that owns it. */
export const privateKinds = (ctx: RequestContext): readonly SharedKind[] =>
  [
    ...[receivedCards(ctx), toldApplications(ctx), toldLooks],
    ...[receivedTalent(ctx), toldInvitations(ctx)],
    ...[receivedForms, toldRegistrations(ctx), toldPlaces, toldTickets(ctx), toldScans(ctx)],
    ...[toldTurns(ctx), ...toldBooths, toldTurnApplications, toldFairApplications(ctx)],
  ].map((kind) => sealedKind(ctx, kind));
