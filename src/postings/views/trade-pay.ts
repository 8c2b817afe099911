import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { occupationIndex } from "../compose/readers.ts";
import { guessOccupation } from "../reading/index.ts";
import { selectTradePay } from "../store/trade-pay.ts";

/** Fewest postings whose pay is told as figures. */
export const PAY_POSTINGS_MIN = 8;

/** Lower quartile, median and upper quartile in yuan a month, of `n` postings. */
export type PayFigures = { n: number; low: number; median: number; high: number };
/** The pay of a trade in a city; null for fewer than eight postings. */
export type CityPay = { city: string; live: PayFigures | null; filled: PayFigures | null };
export type TradePay = { occupation: string; cities: CityPay[] };

/**
 * Returns the monthly pay of the trade that a title names, by city. Null if the title names no trade. Throws
 * SIGN_IN_REQUIRED for visitors.
 */
export async function getTradePay(
  ctx: Pick<RequestContext, "db" | "actor" | "scope" | "clock" | "edge">,
  { title, occupation }: { title: string; occupation?: string | null },
): Promise<TradePay | null> {
  requireAccount(ctx.actor);
  const trade = occupation ?? guessOccupation(title, await occupationIndex(ctx));
  if (trade === null) return null;
  const cities = new Map<string, CityPay>();
  for (const { city, kind, n, quartiles } of await selectTradePay(ctx.db, trade, ctx.scope)) {
    const one = cities.get(city) ?? { city, live: null, filled: null };
    const [low, median, high] = quartiles.map(Math.round) as [number, number, number];
    if (n >= PAY_POSTINGS_MIN) one[kind] = { n, low, median, high };
    cities.set(city, one);
  }
  return { occupation: trade, cities: [...cities.values()] };
}
