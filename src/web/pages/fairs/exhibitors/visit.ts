import type { Context } from "hono";
import type { Exhibitor, FairView, listExhibitors, readPlan, TradeAtFair } from "../../../../fairs/index.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { DivisionCode } from "../../../../platform/core/schema.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { cursorOf } from "../../../forms.ts";
import { wordsOf } from "../../../links/pages.ts";

export type ExhibitorPage = Awaited<ReturnType<typeof listExhibitors>>;
export type PlanBooth = Awaited<ReturnType<typeof readPlan>>[number]["booths"][number];

/** The part of a fair's enterprises that a page shows. */
export type ExhibitorQuery = {
  venue: string | null;
  city: string | null;
  sector: string | null;
  name: string;
  /** Ids of occupations. */
  trades: readonly string[];
  cursor: string | null;
};

const TRADE = /^[a-z0-9-]{1,60}$/;
const TRADES_MAX = 10;

/**
 * Reads the filters from the address. `gone` is true if the address names a hall or a trade that the fair
 * does not have; such a filter counts as none.
 */
export function exhibitorQueryOf(
  c: Context<Env>,
  fair: FairView,
  offered: readonly TradeAtFair[],
): ExhibitorQuery & { gone: boolean } {
  const asked = c.req.query("venue") ?? "";
  const venue = UUID.test(asked) && fair.venues.some(({ id }) => id === asked) ? asked : null;
  const named = (c.req.queries("trade") ?? []).filter((text) => TRADE.test(text));
  const known = new Set(offered.map(({ occupation }) => occupation));
  const trades = named.filter((text) => known.has(text)).slice(0, TRADES_MAX);
  return {
    venue,
    city: DivisionCode.safeParse(c.req.query("city")).data ?? null,
    sector: wordsOf(c.req.query("sector")) ?? null,
    name: wordsOf(c.req.query("q")) ?? "",
    trades,
    cursor: cursorOf(c) ?? null,
    gone: (asked !== "" && venue === null) || (named.length > 0 && trades.length === 0),
  };
}

const queryText = (query: Partial<ExhibitorQuery>) => {
  const asked = new URLSearchParams();
  if (query.name) asked.set("q", query.name);
  if (query.venue) asked.set("venue", query.venue);
  if (query.city) asked.set("city", query.city);
  if (query.sector) asked.set("sector", query.sector);
  for (const trade of query.trades ?? []) asked.append("trade", trade);
  if (query.cursor) asked.set("cursor", query.cursor);
  return asked.size > 0 ? `?${asked}` : "";
};

/** Returns the address of the whole list of enterprises with these filters. */
export const listPath = (fairId: string, query: Partial<ExhibitorQuery> = {}): string =>
  `/fairs/${fairId}/enterprises${queryText(query)}`;

/** Returns the address of a part of the fair's page: one hall, one trade. */
export const fairPath = (
  fairId: string,
  query: Pick<Partial<ExhibitorQuery>, "venue" | "trades">,
  part: "enterprises" | "trades",
): string => `/fairs/${fairId}${queryText(query)}#${part}`;

/** Counts the exhibitors that a list has on all its pages. `choices` count those of each hall. */
export const countAll = ({ choices }: ExhibitorPage, venue: string | null = null): number =>
  choices
    .filter(({ kind, value }) => kind === "venue" && (venue === null || value === venue))
    .reduce((sum, { count }) => sum + count, 0);

/** Returns the titles of an exhibitor's postings, only those of the trades if it has such. */
export function titlesOf({ postings }: Exhibitor, trades: readonly string[]): string[] {
  const own = postings.filter(({ occupation }) => occupation !== null && trades.includes(occupation));
  return [...new Set((own.length > 0 ? own : postings).map(({ title }) => title))];
}
