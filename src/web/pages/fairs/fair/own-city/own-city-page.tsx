import type { FC } from "hono/jsx";
import type { FairView, RegistrationView, readOurs } from "../../../../../fairs/index.ts";
import { Facts, Pages, Table } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { OURS, REGISTRATION_STATE } from "../../../../text/fairs/channels.ts";
import { FAIR } from "../../../../text/fairs/exhibitors.ts";
import { formatSpan } from "../../../../text/format.ts";

export type OursData = {
  ours: Awaited<ReturnType<typeof readOurs>>;
  registrations: RegistrationView[];
  next: string | null;
  paged: boolean;
};

const boothOf = ({ booth }: RegistrationView) => (booth ? `${booth.venueName} ${booth.code}` : OURS.noBooth);

const base = (fair: FairView) => `/union/fairs/${fair.id}`;

/** What a city that takes part sees of a fair: its enterprises with their booths, its quota, its people as counts. */
export const OursPage: FC<{ data: OursData }> = ({ data: { ours, registrations, next, paged } }) => {
  const { fair, city, people } = ours;
  return (
    <>
      <h1>{OURS.heading(city.name)}</h1>
      <p>
        <a href={`/fairs/${fair.id}`}>{fair.title}</a> · {formatSpan(fair.opensAt, fair.closesAt)}
      </p>
      <section class="card">
        <Facts
          items={[
            { term: OURS.quota, value: OURS.quotaOf(city.boothsTaken, city.quota) },
            { term: FAIR.enterprises, value: String(fair.exhibitors) },
          ]}
        />
      </section>
      <h2>{OURS.people}</h2>
      <p class="quiet">{OURS.peopleHint}</p>
      <ul class="grid number">
        {(["tickets", "entered", "applications", "confirmed"] as const).map((key) => (
          <li>
            <span class="quiet small">{OURS[key]}</span> <b>{people[key]}</b>
          </li>
        ))}
      </ul>
      <h2>{OURS.enterprises}</h2>
      {registrations.length === 0 ? (
        <p>{OURS.none}</p>
      ) : (
        <Table
          caption={OURS.enterprises}
          rows={registrations}
          columns={[
            { head: OURS.columns.enterprise, cell: (row) => row.enterprise.name },
            { head: OURS.columns.state, cell: (row) => REGISTRATION_STATE[row.status] ?? row.status },
            { head: OURS.columns.booth, cell: boothOf },
            { head: OURS.columns.postings, cell: (row) => row.postings.length, number: true },
            { head: OURS.columns.reference, cell: (row) => row.reference },
          ]}
        />
      )}
      <Pages
        next={next ? `${base(fair)}/ours?cursor=${encodeURIComponent(next)}` : null}
        first={paged ? `${base(fair)}/ours` : null}
      />
      <p class="row">
        <LinkButton href={`${base(fair)}/booth-cards`}>{OURS.cards}</LinkButton>
        <LinkButton href={`${base(fair)}/channels`}>{OURS.channels}</LinkButton>
      </p>
    </>
  );
};
