import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { CityTag, Empty, Facts, Notice } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { PostingCard } from "../../../../components/posting.tsx";
import { ListSearch } from "../../../../components/search/list-tools.tsx";
import type { Shell } from "../../../../layout.tsx";
import { FAIR_DAY } from "../../../../text/fairs/exhibitors.ts";
import { FAIR_KIND } from "../../../../text/fairs/fair.ts";
import { PUBLIC_FAIR, PUBLIC_FAIRS } from "../../../../text/fairs/fair-public.ts";
import { formatSpan } from "../../../../text/format.ts";
import { Booths, HallTabs } from "../../exhibitors/exhibitors-section.tsx";
import { HallPicture } from "../../exhibitors/plan-section.tsx";
import { countAll, fairPath, listPath } from "../../exhibitors/visit.ts";
import { FigureMeanings, LISTED_FIGURES } from "../figures-section.tsx";
import { Entry, Halls, unionsOf } from "./entry-section.tsx";
import type { FairPageData } from "./fair-visit.ts";
import { PhaseMark } from "./fairs-page.tsx";
import { TradesSection } from "./trades-section.tsx";

/** The unions by role (host, organiser, supporter); empty roles are left out. */
const Holders: FC<{ fair: FairView }> = ({ fair }) => (
  <Facts
    items={(["host", "organiser", "supporter"] as const).flatMap((role) => {
      const unions = unionsOf(fair, role);
      return unions.length > 0 ? [{ term: PUBLIC_FAIR[role], value: unions.join("、") }] : [];
    })}
  />
);

const Venue: FC<{ shell: Shell; venue: FairView["venues"][number] }> = ({ shell, venue }) => (
  <li class="card">
    <h3>
      <CityTag site={shell.site} code={venue.city} text={venue.cityName} /> {venue.name}
    </h3>
    <Facts
      items={[
        { term: PUBLIC_FAIR.address, value: venue.address },
        ...(venue.directions ? [{ term: PUBLIC_FAIR.directions, value: venue.directions }] : []),
        ...(venue.hours ? [{ term: PUBLIC_FAIR.hours, value: venue.hours }] : []),
      ]}
    />
  </li>
);

/** Search box for the postings of this fair. */
export const FairSearch: FC<{ fairId: string; text: string }> = ({ fairId, text }) => (
  <search>
    <form class="search" action={`/fairs/${fairId}/postings`}>
      <label class="sr" for="q">
        {PUBLIC_FAIR.searchLabel}
      </label>
      <input id="q" name="q" type="search" value={text} maxlength={200} autocomplete="off" />
      <button class="button primary" type="submit">
        {PUBLIC_FAIR.searchButton}
      </button>
    </form>
  </search>
);

const Offers: FC<{ shell: Shell; data: FairPageData }> = ({ shell, data }) => (
  <section>
    <h2 id="postings">{PUBLIC_FAIR.postings}</h2>
    <p>{PUBLIC_FAIR.search}</p>
    <FairSearch fairId={data.fair.id} text="" />
    <ul class="list">
      {data.postings.map((posting) => (
        <PostingCard
          posting={posting}
          site={shell.site}
          names={data.names}
          now={data.now}
          here={shell.here}
          from="fair"
        />
      ))}
    </ul>
    <LinkButton href={`/fairs/${data.fair.id}/postings`} wide>
      {PUBLIC_FAIR.allPostings(data.fair.postings)}
    </LinkButton>
  </section>
);

/** One hall: its plan as a picture, the first enterprises, and the way to all of them. */
const HallSection: FC<{ shell: Shell; data: FairPageData }> = ({ shell, data }) => {
  const { fair, hall, page, plan, mine } = data;
  if (fair.exhibitors === 0 || !hall) return <Empty text={PUBLIC_FAIR.noEnterprises} />;
  const trades = mine.own ? [] : mine.trades;
  const here = countAll(page, hall.id);
  return (
    <>
      <HallTabs
        page={page}
        current={hall.id}
        hrefOf={(venue) => fairPath(fair.id, { venue, trades }, "enterprises")}
        all={{ href: listPath(fair.id), current: false }}
      />
      <HallPicture
        fairId={fair.id}
        title={FAIR_DAY.plan(`${hall.cityName} ${hall.name}`)}
        booths={plan}
        marks={mine.trades.length > 0}
      />
      <ListSearch shell={shell} label={FAIR_DAY.search} at={listPath(fair.id)} />
      {here === 0 ? (
        <Empty text={FAIR_DAY.hallEmpty} />
      ) : (
        <>
          <Booths fairId={fair.id} items={page.items} trades={mine.trades} />
          <p>
            <LinkButton href={listPath(fair.id, { venue: hall.id })} wide>
              {fair.venues.length > 1 ? FAIR_DAY.wholeHall(here) : FAIR_DAY.wholeFair(here)}
            </LinkButton>
          </p>
        </>
      )}
    </>
  );
};

/** Links to the parts of the page and to the screens of the day. */
const Contents: FC<{ data: FairPageData }> = ({ data: { fair, hall } }) => {
  const live = fair.phase === "live" && fair.hostedHere;
  const parts = [
    { href: "#enterprises", text: FAIR_DAY.inHall },
    ...(fair.postings > 0 ? [{ href: "#postings", text: PUBLIC_FAIR.postings }] : []),
    { href: "#where", text: FAIR_DAY.getThere },
    ...(live && hall ? [{ href: `/fairs/${fair.id}/queue/${hall.id}`, text: FAIR_DAY.queueScreen }] : []),
    ...(live ? [{ href: `/fairs/${fair.id}/board`, text: PUBLIC_FAIR.board }] : []),
  ];
  return (
    <nav class="no-print" aria-label={PUBLIC_FAIR.contents}>
      <ul class="chips">
        {parts.map(({ href, text }) => (
          <li>
            <a class="chip" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** The public page of a fair: times, halls and ticket; booths of a trade; a hall; postings; the rest. */
export const PublicFairPage: FC<{ shell: Shell; data: FairPageData }> = ({ shell, data }) => {
  const { fair } = data;
  return (
    <>
      <h1>{fair.title}</h1>
      <p class="row">
        <PhaseMark fair={fair} /> {fair.kind === "general" ? "" : FAIR_KIND[fair.kind]}
        <b class="number">{formatSpan(fair.opensAt, fair.closesAt)}</b>
      </p>
      <Halls shell={shell} data={data} />
      <Entry data={data} viewer={shell.viewer} />
      {fair.exhibitors > 0 ? <p>{PUBLIC_FAIRS.counts(fair)}</p> : null}
      <Contents data={data} />
      {data.gone ? <Notice>{FAIR_DAY.hallGone}</Notice> : null}
      <TradesSection data={data} />
      <h2 id="enterprises">{FAIR_DAY.inHall}</h2>
      <HallSection shell={shell} data={data} />
      {fair.postings > 0 ? <Offers shell={shell} data={data} /> : null}
      <h2 id="where">{FAIR_DAY.getThere}</h2>
      <ul class="list">
        {fair.venues.map((venue) => (
          <Venue shell={shell} venue={venue} />
        ))}
      </ul>
      {fair.programme.length > 0 ? (
        <section>
          <h2>{PUBLIC_FAIR.programme}</h2>
          <Facts items={fair.programme.map(({ at, title }) => ({ term: at, value: title }))} />
        </section>
      ) : null}
      <h2>{FAIR_DAY.about}</h2>
      {fair.intro ? <p class="said">{fair.intro}</p> : null}
      <section class="card">
        <Holders fair={fair} />
      </section>
      {fair.exhibitors > 0 ? <FigureMeanings of={LISTED_FIGURES} /> : null}
    </>
  );
};
