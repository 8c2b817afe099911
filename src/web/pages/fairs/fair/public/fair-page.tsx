import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { CityTag, Facts, Notice } from "../../../../components/blocks.tsx";
import { HallPlan } from "../../../../components/fairs.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { PostingCard } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { FAIR_KIND } from "../../../../text/fairs/fair.ts";
import { PUBLIC_FAIR, PUBLIC_FAIRS } from "../../../../text/fairs/fair-public.ts";
import { formatSpan } from "../../../../text/format.ts";
import { ExhibitorsSection, type FairPageData } from "../../exhibitors/exhibitors-section.tsx";
import { publicHallCell } from "../../exhibitors/public-plan.ts";
import { FigureMeanings, LISTED_FIGURES } from "../figures-section.tsx";
import { PhaseMark } from "./fairs-page.tsx";

/**
 * While registration is open, a link for enterprises. A signed-in person without an enterprise gets the link
 * to register one.
 */
const ForEnterprises: FC<{ fair: FairView; viewer: Shell["viewer"] }> = ({ fair, viewer }) => {
  const outside = viewer !== null && !viewer.roles.includes("member");
  return fair.registrationOpen ? (
    <p>
      <a href={outside ? "/enterprise/register" : `/enterprise/fairs/${fair.id}`}>
        {PUBLIC_FAIR.forEnterprises}
      </a>
    </p>
  ) : null;
};

const unionsOf = (fair: FairView, role: FairView["cities"][number]["role"]) =>
  fair.cities.filter((city) => city.role === role).map((city) => city.federation);

const Entry: FC<{ data: FairPageData; viewer: Shell["viewer"] }> = ({ data, viewer }) => {
  const { fair } = data;
  const host = unionsOf(fair, "host").join("、");
  if (fair.phase === "cancelled")
    return <Notice kind="warning">{PUBLIC_FAIR.cancelled(fair.cancelReason ?? "")}</Notice>;
  if (fair.phase === "closed" || fair.phase === "reported") return <Notice>{PUBLIC_FAIR.over}</Notice>;
  const tickets = fair.phase === "published" || fair.phase === "live";
  if (!fair.hostedHere && !(data.servesTickets && tickets))
    return (
      <>
        <Notice>{PUBLIC_FAIR.elsewhere(host, fair.registrationOpen)}</Notice>
        <ForEnterprises fair={fair} viewer={viewer} />
      </>
    );
  if (fair.phase === "registration" || fair.phase === "draft")
    return (
      <>
        <Notice kind="waiting">{PUBLIC_FAIR.notYet}</Notice>
        <ForEnterprises fair={fair} viewer={viewer} />
      </>
    );
  return (
    <>
      <p class="quiet small">{PUBLIC_FAIR.ticketHint}</p>
      <div class="action">
        <LinkButton href={`/fairs/${fair.id}/ticket`} kind="primary">
          {PUBLIC_FAIR.ticket}
        </LinkButton>
      </div>
      {fair.hostedHere || fair.registrationOpen ? null : (
        <p class="quiet small">{PUBLIC_FAIR.elsewhereForEnterprises(host)}</p>
      )}
      <ForEnterprises fair={fair} viewer={viewer} />
    </>
  );
};

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
        <PostingCard posting={posting} site={shell.site} names={data.names} now={data.now} from="fair" />
      ))}
    </ul>
    <LinkButton href={`/fairs/${data.fair.id}/postings`} wide>
      {PUBLIC_FAIR.allPostings(data.fair.postings)}
    </LinkButton>
  </section>
);

/** The public page of a fair: times, venues, ticket, programme, exhibitors, postings. */
export const PublicFairPage: FC<{ shell: Shell; data: FairPageData }> = ({ shell, data }) => {
  const { fair, plan } = data;
  const sections = [
    ...(fair.postings > 0 ? [{ href: "#postings", text: PUBLIC_FAIR.postings }] : []),
    { href: "#enterprises", text: PUBLIC_FAIR.enterprises },
    ...(fair.exhibitors > 0 ? [{ href: "#plan", text: PUBLIC_FAIR.plan }] : []),
    ...(fair.phase === "live" && fair.hostedHere
      ? [{ href: `/fairs/${fair.id}/board`, text: PUBLIC_FAIR.board }]
      : []),
  ];
  return (
    <>
      <h1>{fair.title}</h1>
      <p>
        <PhaseMark fair={fair} /> {fair.kind === "general" ? "" : FAIR_KIND[fair.kind]}
      </p>
      <p class="number">
        <b>{formatSpan(fair.opensAt, fair.closesAt)}</b>
      </p>
      {fair.exhibitors > 0 ? (
        <>
          <p>{PUBLIC_FAIRS.counts(fair)}</p>
          <FigureMeanings of={LISTED_FIGURES} />
        </>
      ) : null}
      <Entry data={data} viewer={shell.viewer} />
      <nav aria-label={PUBLIC_FAIR.contents}>
        <ul class="chips">
          {sections.map(({ href, text }) => (
            <li>
              <a class="chip" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {fair.intro ? <p class="said">{fair.intro}</p> : null}
      <h2>{PUBLIC_FAIR.where}</h2>
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
      {fair.postings > 0 ? <Offers shell={shell} data={data} /> : null}
      <h2 id="enterprises">{PUBLIC_FAIR.enterprises}</h2>
      <ExhibitorsSection shell={shell} data={data} />
      {fair.exhibitors > 0 ? (
        <section>
          <h2 id="plan">{PUBLIC_FAIR.plan}</h2>
          <p class="quiet">{PUBLIC_FAIR.planHint}</p>
          {plan.map((hall) => (
            <HallPlan
              title={PUBLIC_FAIR.planCaption(`${hall.venue.cityName} ${hall.venue.name}`)}
              places={hall.booths.map(publicHallCell(fair.id))}
            />
          ))}
        </section>
      ) : null}
      <section class="card">
        <Holders fair={fair} />
      </section>
    </>
  );
};
