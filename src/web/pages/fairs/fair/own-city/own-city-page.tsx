import type { FC } from "hono/jsx";
import type { FairView, RegistrationView, readOwnPeople } from "../../../../../fairs/index.ts";
import { Facts, Pages, Table } from "../../../../components/blocks.tsx";
import { isComingOrLive } from "../../../../components/fairs.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { PUBLIC_FAIR } from "../../../../text/fairs/fair-public.ts";
import { OWN_CITY, OWN_CITY_REGISTRATION } from "../../../../text/fairs/fair-union.ts";
import { RECOMMENDATIONS, REGISTRATION_DELIVERY } from "../../../../text/fairs/registrations.ts";
import { formatSpan } from "../../../../text/format.ts";

type OursData = {
  ours: Awaited<ReturnType<typeof readOwnPeople>>;
  registrations: RegistrationView[];
  next: string | null;
};

/** Returns the state of a registration, and whether it is under way or its enterprise is suspended. */
const stateOf = ({ status, enterprise, delivery }: RegistrationView): string => {
  const sending = delivery?.state === "waiting" ? ` · ${REGISTRATION_DELIVERY.sending}` : "";
  const state = `${OWN_CITY_REGISTRATION[status] ?? status}${sending}`;
  return enterprise.status === "suspended" ? `${state} · ${RECOMMENDATIONS.paused}` : state;
};

const boothOf = ({ booth }: RegistrationView) =>
  booth ? `${booth.venueName} ${booth.code}` : OWN_CITY.noBooth;

const base = (fair: FairView) => `/union/fairs/${fair.id}`;

/**
 * A participating city's view of a fair: its enterprises, its booths and quota, and how many of its people
 * take part.
 */
export const OursPage: FC<{ shell: Shell; data: OursData }> = ({ shell, data }) => {
  const { ours, registrations, next } = data;
  const { fair, city, people } = ours;
  return (
    <>
      <h1>{OWN_CITY.heading(city.name)}</h1>
      <p>
        <a href={`/fairs/${fair.id}`}>{fair.title}</a> · {formatSpan(fair.opensAt, fair.closesAt)}
      </p>
      <section class="card">
        <Facts
          items={[
            { term: OWN_CITY.quota, value: OWN_CITY.quotaOf(city.boothsTaken, city.quota) },
            { term: PUBLIC_FAIR.enterprises, value: String(fair.exhibitors) },
          ]}
        />
      </section>
      <h2>{OWN_CITY.people}</h2>
      <p class="quiet">{OWN_CITY.peopleHint}</p>
      <ul class="grid number">
        {(["tickets", "entered", "applications", "confirmed"] as const).map((key) => (
          <li>
            <span class="quiet small">{OWN_CITY[key]}</span> <b>{people[key]}</b>
          </li>
        ))}
      </ul>
      <h2>{OWN_CITY.enterprises}</h2>
      {registrations.length === 0 ? (
        <p>{OWN_CITY.none}</p>
      ) : (
        <Table
          caption={OWN_CITY.enterprises}
          rows={registrations}
          columns={[
            { head: OWN_CITY.columns.enterprise, cell: (row) => row.enterprise.name },
            { head: OWN_CITY.columns.state, cell: stateOf },
            { head: OWN_CITY.columns.booth, cell: boothOf },
            { head: OWN_CITY.columns.postings, cell: (row) => row.postings.length, number: true },
            { head: OWN_CITY.columns.reference, cell: (row) => row.reference },
          ]}
        />
      )}
      <Pages shell={shell} next={next} />
      <p class="row">
        {isComingOrLive(fair) ? (
          <LinkButton href={`${base(fair)}/booth-cards`}>{OWN_CITY.cards}</LinkButton>
        ) : null}
        <LinkButton href={`${base(fair)}/channels`}>{OWN_CITY.channels}</LinkButton>
      </p>
    </>
  );
};
