import type { FC } from "hono/jsx";
import { type CityPay, PAY_POSTINGS_MIN, type TradePay } from "../../../postings/index.ts";
import { Table } from "../../components/blocks.tsx";
import { TRADE_PAY } from "../../text/enterprise/shop-floor.ts";

/** The pay of a posting's trade with the names of trade and cities. */
export type NamedPay = { trade: string; cities: (CityPay & { name: string })[] };

/** Adds names; keeps the order of the site's cities, each with a line of its own, also without figures. */
export function namedPay(
  pay: TradePay | null,
  cities: readonly { code: string; shortName: string }[],
  tradeName: (id: string) => string | null,
): NamedPay | null {
  if (!pay) return null;
  const known = new Map(pay.cities.map((one) => [one.city, one]));
  return {
    trade: tradeName(pay.occupation) ?? pay.occupation,
    cities: cities.map(({ code, shortName }) => ({
      ...(known.get(code) ?? { city: code, live: null, filled: null }),
      name: shortName,
    })),
  };
}

const figures = (pay: CityPay["live"]) =>
  pay ? TRADE_PAY.figures(pay.median, pay.low, pay.high, pay.n) : TRADE_PAY.few;

const hasFigures = ({ live, filled }: CityPay): boolean => live !== null || filled !== null;

/** The button beside the pay that asks for the pay of the same trade, and the answer. */
export const TradePaySection: FC<{ pay: NamedPay | null; asked: boolean }> = ({ pay, asked }) => {
  const known = pay?.cities.filter(hasFigures) ?? [];
  const few = pay?.cities.filter((one) => !hasFigures(one)) ?? [];
  return (
    <section id="trade-pay">
      {pay ? (
        <>
          <h2>{TRADE_PAY.heading(pay.trade)}</h2>
          {known.length > 0 ? (
            <Table
              caption={TRADE_PAY.caption}
              columns={[
                { head: TRADE_PAY.city, cell: (one) => one.name },
                { head: TRADE_PAY.live, cell: (one) => figures(one.live) },
                { head: TRADE_PAY.filled, cell: (one) => figures(one.filled) },
              ]}
              rows={known}
            />
          ) : null}
          {few.length > 0 ? <p>{TRADE_PAY.fewIn(few.map(({ name }) => name))}</p> : null}
          <p class="quiet small">{TRADE_PAY.hint(PAY_POSTINGS_MIN)}</p>
        </>
      ) : (
        <>
          {asked ? <p class="quiet">{TRADE_PAY.unknown}</p> : null}
          <p>
            <button type="submit" class="button" name="action" value="pay" formaction="#trade-pay">
              {TRADE_PAY.show}
            </button>
          </p>
        </>
      )}
    </section>
  );
};
