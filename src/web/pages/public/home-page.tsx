import type { FC } from "hono/jsx";
import type { CityList } from "../../../cities/index.ts";
import type { PostingCard as Card } from "../../../postings/index.ts";
import { LinkButton } from "../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../components/posting.tsx";
import { SearchBox } from "../../components/search/search.tsx";
import type { Shell } from "../../layout.tsx";
import { DOOR } from "../../text/public/door.ts";
import { NEAR } from "../../text/public/near.ts";
import { HOME } from "../../text/public/pages.ts";
import { type Ahead, AheadSection } from "./ahead-section.tsx";

type HomeData = {
  cities: CityList;
  newest: Card[];
  /** The city that the visitor chose, in which the newest postings are; null for all cities. */
  chosen: string | null;
  /** The reader's county, around which the newest postings are; null if they are from everywhere. */
  near: string | null;
  ahead: Ahead;
  names: CodeNames;
  now: Date;
  hasCard: boolean;
};

const total = ({ items, elsewhere }: Pick<CityList, "items" | "elsewhere">) =>
  [...items, ...elsewhere].reduce((sum, { postings }) => sum + postings, 0);

/** The cities of the agreement, the others in which there is work, and the number of all postings. */
const Cities: FC<{ cities: CityList }> = ({ cities: { items, elsewhere } }) => (
  <section>
    <h2>{HOME.cities(total({ items, elsewhere }))}</h2>
    <ul class="cities">
      {items.map((city) => (
        <li>
          <a class={`hue-${city.code}`} href={`/postings?city=${city.code}`}>
            <b>{city.shortName}</b>
            <span class="quiet small number">{HOME.cityCount(city.postings)}</span>
          </a>
        </li>
      ))}
    </ul>
    {elsewhere.length > 0 ? (
      <p class="quiet">
        {HOME.elsewhere}
        {elsewhere.map(({ code, name, postings }, i) => (
          <>
            {i > 0 ? "、" : ""}
            {code ? (
              <a href={`/postings?city=${code}`}>{HOME.elsewhereIn(name ?? code, postings)}</a>
            ) : (
              HOME.elsewhereIn(HOME.nowhere, postings)
            )}
          </>
        ))}
      </p>
    ) : null}
  </section>
);

/** The home page: search box, trades, what is on, cities with counts, newest postings. */
export const HomePage: FC<{ shell: Shell; data: HomeData }> = ({ shell, data }) => (
  <>
    <h1>{HOME.heading}</h1>
    <p class="quiet">{HOME.lead(shell.site.agreement?.shortName ?? "")}</p>
    <SearchBox text="" />
    <h2>{HOME.hot}</h2>
    <ul class="chips">
      {HOME.hotTrades.map((trade) => (
        <li>
          <a class="chip" href={`/postings?q=${encodeURIComponent(trade)}`}>
            {trade}
          </a>
        </li>
      ))}
    </ul>
    <AheadSection ahead={data.ahead} now={data.now} />
    <Cities cities={data.cities} />
    {data.hasCard ? null : (
      <section class="card">
        <h2>{HOME.cardTitle}</h2>
        <p>{HOME.cardText}</p>
        <LinkButton href="/me/card">{HOME.cardButton}</LinkButton>
      </section>
    )}
    <h2>{data.near ? NEAR.newest(data.near) : data.chosen ? HOME.newestIn(data.chosen) : HOME.newest}</h2>
    <ul class="list">
      {data.newest.map((posting) => (
        <PostingCard
          posting={posting}
          site={shell.site}
          names={data.names}
          now={data.now}
          here={shell.here}
        />
      ))}
    </ul>
    <p>
      <LinkButton href="/postings" wide>
        {HOME.all}
      </LinkButton>
    </p>
    <section class="card">
      <h2>{HOME.employersTitle}</h2>
      <p>{HOME.employersText}</p>
      <LinkButton href="/enterprise">{DOOR.link}</LinkButton>
    </section>
  </>
);
