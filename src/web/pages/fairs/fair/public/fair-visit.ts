import type { Context } from "hono";
import { getProfile } from "../../../../../candidates/index.ts";
import {
  type FairView,
  listExhibitors,
  listTradesAtFair,
  myTicketFor,
  readPlan,
  servesTickets,
  type TicketView,
  type TradeAtFair,
} from "../../../../../fairs/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import type { Env } from "../../../../../platform/http/index.ts";
import type { PostingCard } from "../../../../../postings/index.ts";
import { fairEngine, searchPostings } from "../../../../../search/index.ts";
import type { CodeNames } from "../../../../components/posting.tsx";
import { type ExhibitorPage, exhibitorQueryOf, type PlanBooth } from "../../exhibitors/visit.ts";

const ROWS = 12;
const TRADE_ROWS = 4;
const OFFERS_SHOWN = 3;

/** The booths of the reader's trades. `own` is true if the trades are those of the reader's card. */
export type TradeBooths = { trades: readonly string[]; own: boolean; page: ExhibitorPage | null };

export type FairPageData = {
  fair: FairView;
  /** The ticket of the signed-in person; null without one. */
  ticket: TicketView | null;
  /** True if people here may take tickets, although another node hosts the fair. */
  servesTickets: boolean;
  offered: readonly TradeAtFair[];
  mine: TradeBooths;
  /** The hall whose plan and first enterprises the page shows; null without halls. */
  hall: FairView["venues"][number] | null;
  plan: readonly PlanBooth[];
  page: ExhibitorPage;
  /** True if the address names a hall or a trade that the fair does not have. */
  gone: boolean;
  postings: readonly PostingCard[];
  names: CodeNames;
  now: Date;
};

/** Reads the ticket and the trades of the signed-in person. */
async function readerOf(ctx: RequestContext, fairId: string) {
  if (ctx.actor.kind !== "account") return { ticket: null, skills: [] };
  const [ticket, profile] = await Promise.all([myTicketFor(ctx, fairId), getProfile(ctx)]);
  return { ticket, skills: profile?.skills ?? [] };
}

/** Reads what the page of a fair shows to its reader. */
export async function readVisit(
  c: Context<Env>,
  { fair, names }: { fair: FairView; names: CodeNames },
): Promise<FairPageData> {
  const ctx = c.get("ctx");
  const [offered, { ticket, skills }] = await Promise.all([
    listTradesAtFair(ctx, fair),
    readerOf(ctx, fair.id),
  ]);
  const { venue, trades: chosen, gone } = exhibitorQueryOf(c, fair, offered);
  const trades = chosen.length > 0 ? chosen : skills;
  const own = chosen.length === 0 && skills.length > 0;
  const venueId = venue ?? ticket?.venue?.id;
  const hall = fair.venues.find(({ id }) => id === venueId) ?? fair.venues[0] ?? null;
  const engine = fairEngine(ctx, fair.id);
  const newest = { text: null, filter: {}, sort: "newest", cursor: null, facets: false } as const;
  const [page, plan, booths, offers, serves] = await Promise.all([
    listExhibitors(ctx, fair, { venueId: hall?.id, limit: ROWS }),
    hall ? readPlan(ctx, fair, { venueId: hall.id, trades }) : [],
    trades.length > 0 ? listExhibitors(ctx, fair, { trades, limit: TRADE_ROWS }) : null,
    searchPostings(ctx, engine, { ...newest, limit: OFFERS_SHOWN }),
    !fair.hostedHere && servesTickets(ctx.db, fair.hostCity),
  ]);
  return {
    fair,
    ticket,
    servesTickets: serves,
    offered,
    mine: { trades, own, page: booths },
    hall,
    plan: plan[0]?.booths ?? [],
    page,
    gone,
    postings: offers.items,
    names,
    now: ctx.clock.now(),
  };
}
