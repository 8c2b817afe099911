import type { FC } from "hono/jsx";
import type { FairView } from "../../../../fairs/index.ts";
import { Empty, Notice, Pages } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { ListSearch } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR_DAY, sectorText } from "../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import { Booths, HallTabs } from "./exhibitors-section.tsx";
import { countAll, type ExhibitorPage, type ExhibitorQuery, listPath } from "./visit.ts";

type EnterprisesData = {
  fair: FairView;
  page: ExhibitorPage;
  query: ExhibitorQuery;
  gone: boolean;
  names: CodeNames;
};

/** Filters by city and by sector, folded unless one is set. A second tap takes a filter away. */
const Filters: FC<{ data: EnterprisesData }> = ({ data: { fair, page, query } }) => {
  const parts = (["city", "sector"] as const)
    .map((key) => ({ key, choices: page.choices.filter(({ kind }) => kind === key) }))
    .filter(({ key, choices }) => choices.length > 1 || query[key] !== null);
  return parts.length === 0 ? null : (
    <details class="sheet no-print" open={query.city !== null || query.sector !== null}>
      <summary>{PUBLIC_FAIR.filters}</summary>
      {parts.map(({ key, choices }) => (
        <section>
          <h2>{PUBLIC_FAIR.by[key]}</h2>
          <ul class="chips">
            {choices.map(({ value, name, count }) => (
              <li>
                <a
                  class="chip"
                  href={listPath(fair.id, {
                    ...query,
                    cursor: null,
                    [key]: query[key] === value ? null : value,
                  })}
                  {...(query[key] === value ? { "aria-current": "true" as const } : {})}
                >
                  {key === "sector" ? sectorText(name) : name} <span class="n">{count}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
};

/** All enterprises of a fair by page, with search by name and counts on the filters. */
export const EnterprisesPage: FC<{ shell: Shell; data: EnterprisesData }> = ({ shell, data }) => {
  const { fair, page, query, gone, names } = data;
  const total = countAll(page, query.venue);
  const first = { ...query, cursor: null };
  const trades = query.trades.map((id) => names.occupation(id) ?? id).join("、");
  return (
    <>
      <h1>{FAIR_DAY.list}</h1>
      <p class="no-print">
        <LinkButton href={`/fairs/${fair.id}`}>{fair.title}</LinkButton>
      </p>
      {gone ? <Notice>{FAIR_DAY.hallGone}</Notice> : null}
      <ListSearch shell={shell} label={FAIR_DAY.search} />
      <h2 class="number">{FAIR_DAY.found(query.name, total)}</h2>
      <HallTabs
        page={page}
        current={query.venue}
        hrefOf={(venue) => listPath(fair.id, { ...first, venue })}
        all={{ href: listPath(fair.id, { ...first, venue: null }), current: query.venue === null }}
      />
      {trades ? <p>{FAIR_DAY.tradesChosen(trades)}</p> : null}
      <Filters data={data} />
      {page.items.length === 0 ? (
        <Empty text={query.cursor ? FAIR_DAY.noMore : FAIR_DAY.noneFound}>
          <LinkButton href={listPath(fair.id)}>{FAIR_DAY.clear}</LinkButton>
        </Empty>
      ) : (
        <Booths
          fairId={fair.id}
          items={page.items}
          trades={query.trades}
          halls={query.venue === null && fair.venues.length > 1}
        />
      )}
      {trades && page.items.length > 0 ? (
        <LinkButton href={listPath(fair.id)}>{FAIR_DAY.clear}</LinkButton>
      ) : null}
      <Pages shell={shell} next={page.nextCursor} />
    </>
  );
};
