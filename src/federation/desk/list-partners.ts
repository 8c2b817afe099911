import { type OpenErasures, selectOpen } from "../../peers/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { notesOf } from "../agreements/index.ts";
import { exitsOfCity } from "./exits.ts";
import { ownCityOf } from "./own-city.ts";
import type { PartnerCity, Partners } from "./schema.ts";
import {
  type AgreementRow,
  countOwnKeys,
  type PartnerRow,
  selectAgreements,
  selectPartners,
} from "./store.ts";

/** Returns the erasures of a city that its partners have not confirmed. */
export const openErasuresOf = async (ctx: RequestContext, own: string): Promise<OpenErasures[]> =>
  (await selectOpen(ctx.db)).filter(({ city }) => city === own);

function erasuresAt(city: string, all: readonly OpenErasures[]): PartnerCity["erasures"] {
  const { open = 0, overdue = 0 } = all.find(({ receiver }) => receiver === city) ?? {};
  return { open, overdue };
}

/** Returns a partner's row as the API gives it. */
export function viewOf({ directoryUntil, ...row }: PartnerRow, open: readonly OpenErasures[]): PartnerCity {
  const { state, held, homeSize, exchangedS, failures, fault, retryAt, quarantined, ...city } = row;
  const log = { held, homeSize, exchangedS, failures, fault, quarantined };
  return {
    ...city,
    log: state && { ...log, state, retryAt: retryAt?.toISOString() ?? null },
    directoryUntil: directoryUntil?.toISOString() ?? null,
    erasures: erasuresAt(row.city, open),
  };
}

type Seen = { own: string; partners: readonly PartnerRow[]; agreements: readonly AgreementRow[] };

/** Returns how far the city is on its way into cooperation with cities of other nodes. */
async function joiningOf(
  ctx: RequestContext,
  { own, partners, agreements }: Seen,
): Promise<Partners["joining"]> {
  const away = partners.filter(({ hosted }) => !hosted);
  if (away.length === 0) return [];
  const read = away.filter(({ state, held, homeSize }) => state === "following" && held >= homeSize);
  const verified = away.filter(({ state, exchangedS }) => state !== null && exchangedS !== null);
  const signed = agreements.filter(({ document }) => document !== null);
  return [
    { step: "keys", done: await countOwnKeys(ctx.db, own), of: 3 },
    { step: "clauses", done: signed.length, of: agreements.length },
    { step: "bootstrap", done: read.length, of: away.length },
    { step: "checkpoint", done: verified.length, of: away.length },
  ];
}

/**
 * Returns the cities that cooperate with the officer's city: what each gives, and how far this node follows
 * its log. An administrator without an office sees those of the first hosted city.
 */
export async function listPartners(ctx: RequestContext): Promise<Partners> {
  requireAccount(ctx.actor);
  const own = await ownCityOf(ctx);
  if (own === null) return { items: [], joining: [], agreements: [], exits: [] };
  const [partners, agreements] = [await selectPartners(ctx.db, own), await selectAgreements(ctx.db, own)];
  const open = await openErasuresOf(ctx, own);
  return {
    items: partners.map((row) => viewOf(row, open)),
    joining: await joiningOf(ctx, { own, partners, agreements }),
    agreements: await Promise.all(
      agreements.map(async ({ document, ...agreement }) => {
        const notes = document === null ? [] : await notesOf(ctx.db, document);
        return { ...agreement, revision: notes.at(-1)?.content.revision ?? null };
      }),
    ),
    exits: await exitsOfCity(ctx, own),
  };
}
