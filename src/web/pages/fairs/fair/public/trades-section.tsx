import type { FC } from "hono/jsx";
import type { TradeAtFair } from "../../../../../fairs/index.ts";
import { LinkButton } from "../../../../components/forms.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import { FAIR_DAY } from "../../../../text/fairs/exhibitors.ts";
import { Booths } from "../../exhibitors/exhibitors-section.tsx";
import { countAll, fairPath, listPath } from "../../exhibitors/visit.ts";
import type { FairPageData } from "./fair-visit.ts";

const TRADES_SHOWN = 6;

type ChoiceProps = { data: FairPageData; offered: readonly TradeAtFair[] };

const TradeChips: FC<ChoiceProps> = ({ data: { fair, mine, names }, offered }) => (
  <ul class="chips">
    {offered.map(({ occupation, booths }) => (
      <li>
        <a
          class="chip"
          href={fairPath(fair.id, { trades: [occupation] }, "trades")}
          {...(mine.trades.includes(occupation) ? { "aria-current": "true" as const } : {})}
        >
          {names.occupation(occupation) ?? occupation} <span class="n">{booths}</span>
        </a>
      </li>
    ))}
  </ul>
);

const namesOf = (ids: readonly string[], names: CodeNames) =>
  ids.map((id) => names.occupation(id) ?? id).join("、");

/** The booths that have postings of the reader's trade, or else a choice of trades. */
export const TradesSection: FC<{ data: FairPageData }> = ({ data }) => {
  const { fair, offered, mine, names } = data;
  if (offered.length === 0) return null;
  const chosen = mine.page !== null;
  const total = mine.page ? countAll(mine.page) : 0;
  const rest = chosen ? offered : offered.slice(TRADES_SHOWN);
  return (
    <section>
      <h2 id="trades">{FAIR_DAY.trades}</h2>
      {chosen ? (
        <p>{(mine.own ? FAIR_DAY.byCard : FAIR_DAY.chosenTrade)(namesOf(mine.trades, names))}</p>
      ) : (
        <>
          <p>{FAIR_DAY.chooseTrade}</p>
          <TradeChips data={data} offered={offered.slice(0, TRADES_SHOWN)} />
        </>
      )}
      {mine.page && total === 0 ? <p>{FAIR_DAY.noTradeBooths}</p> : null}
      {mine.page && total > 0 ? (
        <Booths
          fairId={fair.id}
          items={mine.page.items}
          trades={mine.trades}
          halls={fair.venues.length > 1}
        />
      ) : null}
      {mine.page && total > mine.page.items.length ? (
        <p>
          <LinkButton href={listPath(fair.id, { trades: mine.trades })}>
            {FAIR_DAY.allTradeBooths(total)}
          </LinkButton>
        </p>
      ) : null}
      {rest.length > 0 ? (
        <details class="sheet no-print">
          <summary>{chosen ? FAIR_DAY.otherTrade : FAIR_DAY.moreTrades}</summary>
          <TradeChips data={data} offered={rest} />
        </details>
      ) : null}
    </section>
  );
};
