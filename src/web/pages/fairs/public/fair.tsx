import type { FC } from "hono/jsx";
import type { FairView } from "../../../../fairs/index.ts";
import { CityTag, Facts, Notice } from "../../../components/blocks.tsx";
import { HallPlan } from "../../../components/fairs.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { PostingCard } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR_KIND } from "../../../text/fairs/common.ts";
import { FAIR, FAIRS } from "../../../text/fairs/public.ts";
import { formatSpan } from "../../../text/format.ts";
import { Enterprises, type FairData } from "./enterprises.tsx";
import { PhaseMark } from "./list.tsx";
import { publicPlace } from "./plan.ts";

/** A signed-in person who works for no enterprise yet is led to registering one. */
const ForEnterprises: FC<{ fair: FairView; viewer: Shell["viewer"] }> = ({ fair, viewer }) => {
  const outside = viewer !== null && !viewer.roles.includes("member");
  return fair.registrationOpen ? (
    <p>
      <a href={outside ? "/enterprise/register" : `/enterprise/fairs/${fair.id}`}>{FAIR.forEnterprises}</a>
    </p>
  ) : null;
};

const Entry: FC<{ fair: FairView; viewer: Shell["viewer"] }> = ({ fair, viewer }) => {
  if (fair.phase === "cancelled")
    return <Notice kind="warning">{FAIR.cancelled(fair.cancelReason ?? "")}</Notice>;
  if (fair.phase === "closed" || fair.phase === "reported") return <Notice>{FAIR.over}</Notice>;
  if (fair.phase === "registration" || fair.phase === "draft")
    return (
      <>
        <Notice kind="waiting">{FAIR.notYet}</Notice>
        <ForEnterprises fair={fair} viewer={viewer} />
      </>
    );
  return (
    <>
      <p class="quiet small">{FAIR.ticketHint}</p>
      <div class="action">
        <LinkButton href={`/fairs/${fair.id}/ticket`} kind="primary">
          {FAIR.ticket}
        </LinkButton>
      </div>
      <ForEnterprises fair={fair} viewer={viewer} />
    </>
  );
};

const unionsOf = (fair: FairView, role: FairView["cities"][number]["role"]) =>
  fair.cities.filter((city) => city.role === role).map((city) => city.federation);

/** Who holds it; a role that nobody has is left out. */
const Holders: FC<{ fair: FairView }> = ({ fair }) => (
  <Facts
    items={(["host", "organiser", "supporter"] as const).flatMap((role) => {
      const unions = unionsOf(fair, role);
      return unions.length > 0 ? [{ term: FAIR[role], value: unions.join("、") }] : [];
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
        { term: FAIR.address, value: venue.address },
        ...(venue.directions ? [{ term: FAIR.directions, value: venue.directions }] : []),
        ...(venue.hours ? [{ term: FAIR.hours, value: venue.hours }] : []),
      ]}
    />
  </li>
);

/** Words to look for inside this fair alone. */
export const FairSearch: FC<{ fairId: string; text: string }> = ({ fairId, text }) => (
  <search>
    <form class="search" action={`/fairs/${fairId}/postings`}>
      <label class="sr" for="q">
        {FAIR.searchLabel}
      </label>
      <input id="q" name="q" type="search" value={text} maxlength={200} autocomplete="off" />
      <button class="button primary" type="submit">
        {FAIR.searchButton}
      </button>
    </form>
  </search>
);

const Offers: FC<{ shell: Shell; data: FairData }> = ({ shell, data }) => (
  <section>
    <h2 id="postings">{FAIR.postings}</h2>
    <p>{FAIR.search}</p>
    <FairSearch fairId={data.fair.id} text="" />
    <ul class="list">
      {data.postings.map((posting) => (
        <PostingCard posting={posting} site={shell.site} names={data.names} now={data.now} from="fair" />
      ))}
    </ul>
    <LinkButton href={`/fairs/${data.fair.id}/postings`} wide>
      {FAIR.allPostings(data.fair.postings)}
    </LinkButton>
  </section>
);

/** When, where and how to get there; the code of entry; what is on; who stands where; what they offer. */
export const FairPage: FC<{ shell: Shell; data: FairData }> = ({ shell, data }) => {
  const { fair, plan } = data;
  const sections = [
    ...(fair.postings > 0 ? [{ href: "#postings", text: FAIR.postings }] : []),
    { href: "#enterprises", text: FAIR.enterprises },
    ...(fair.exhibitors > 0 ? [{ href: "#plan", text: FAIR.plan }] : []),
    ...(fair.phase === "live" ? [{ href: `/fairs/${fair.id}/board`, text: FAIR.board }] : []),
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
      {fair.exhibitors > 0 ? <p>{FAIRS.counts(fair)}</p> : null}
      <Entry fair={fair} viewer={shell.viewer} />
      <nav aria-label={FAIR.contents}>
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
      <h2>{FAIR.where}</h2>
      <ul class="list">
        {fair.venues.map((venue) => (
          <Venue shell={shell} venue={venue} />
        ))}
      </ul>
      {fair.programme.length > 0 ? (
        <section>
          <h2>{FAIR.programme}</h2>
          <Facts items={fair.programme.map(({ at, title }) => ({ term: at, value: title }))} />
        </section>
      ) : null}
      {fair.postings > 0 ? <Offers shell={shell} data={data} /> : null}
      <h2 id="enterprises">{FAIR.enterprises}</h2>
      <Enterprises shell={shell} data={data} />
      {fair.exhibitors > 0 ? (
        <section>
          <h2 id="plan">{FAIR.plan}</h2>
          <p class="quiet">{FAIR.planHint}</p>
          {plan.map((hall) => (
            <HallPlan
              title={FAIR.planCaption(`${hall.venue.cityName} ${hall.venue.name}`)}
              places={hall.booths.map(publicPlace(fair.id))}
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
