import type { FC } from "hono/jsx";
import type { FairView, TicketView } from "../../../../../fairs/index.ts";
import { CityTag, Notice, Status } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { FAIR_DAY } from "../../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../../text/fairs/fair-public.ts";
import { KIND, stateText, whenOf } from "../../tickets/ticket-section.tsx";
import type { FairPageData } from "./fair-visit.ts";

const HALLS_SHOWN = 4;

/** The halls in short, that of the reader's ticket first. The whole addresses follow below on the page. */
export const Halls: FC<{ shell: Shell; data: FairPageData }> = ({ shell, data: { fair, ticket } }) => {
  const own = ticket?.venue?.id;
  const halls = fair.venues.toSorted((a, b) => Number(b.id === own) - Number(a.id === own));
  return (
    <>
      <ul class="halls">
        {halls.slice(0, HALLS_SHOWN).map((venue) => (
          <li>
            <CityTag site={shell.site} code={venue.city} text={venue.cityName} /> <b>{venue.name}</b>
            {venue.id === own ? <b class="own"> · {FAIR_DAY.ownHall}</b> : null}
            <br />
            <span class="quiet small">{venue.address}</span>
          </li>
        ))}
      </ul>
      {halls.length > HALLS_SHOWN ? (
        <p>
          <LinkButton href="#where">{FAIR_DAY.allHalls(halls.length)}</LinkButton>
        </p>
      ) : null}
    </>
  );
};

/**
 * While registration is open, a link for enterprises. A signed-in person without an enterprise gets the link
 * to register one.
 */
const ForEnterprises: FC<{ fair: FairView; viewer: Shell["viewer"] }> = ({ fair, viewer }) => {
  const outside = viewer !== null && !viewer.roles.includes("member");
  return fair.registrationOpen ? (
    <p class="no-print">
      <LinkButton href={outside ? "/enterprise/register" : `/enterprise/fairs/${fair.id}`}>
        {PUBLIC_FAIR.forEnterprises}
      </LinkButton>
    </p>
  ) : null;
};

const MyTicket: FC<{ fair: FairView; ticket: TicketView }> = ({ fair, ticket }) => (
  <section class="card narrow">
    <p class="row between">
      <b>
        {FAIR_DAY.myTicket} <span class="number">{ticket.reference}</span>
      </b>
      <Status kind={KIND[ticket.state]}>{stateText(ticket)}</Status>
    </p>
    {ticket.slot ? <p class="number">{whenOf(ticket)}</p> : null}
    <p class="row no-print">
      <LinkButton href={`/me/tickets/${ticket.id}`} kind="primary">
        {FAIR_DAY.toTicket}
      </LinkButton>
      <LinkButton href={`/me/fairs/${fair.id}`}>{FAIR_DAY.toMeetings}</LinkButton>
    </p>
  </section>
);

const TakeTicket: FC<{ fair: FairView }> = ({ fair }) => (
  <section class="card narrow no-print">
    <LinkButton href={`/fairs/${fair.id}/ticket`} kind="primary" wide>
      {PUBLIC_FAIR.ticket}
    </LinkButton>
    <p class="quiet small">{PUBLIC_FAIR.ticketHint}</p>
  </section>
);

export const unionsOf = (fair: FairView, role: FairView["cities"][number]["role"]) =>
  fair.cities.filter((city) => city.role === role).map((city) => city.federation);

/** The reader's ticket, or the way to one, or the reason why there is none. */
export const Entry: FC<{ data: FairPageData; viewer: Shell["viewer"] }> = ({ data, viewer }) => {
  const { fair, ticket } = data;
  const host = unionsOf(fair, "host").join("、");
  if (fair.phase === "cancelled")
    return <Notice kind="warning">{PUBLIC_FAIR.cancelled(fair.cancelReason ?? "")}</Notice>;
  if (fair.phase === "closed" || fair.phase === "reported") return <Notice>{PUBLIC_FAIR.over}</Notice>;
  const enterprises = <ForEnterprises fair={fair} viewer={viewer} />;
  const open = fair.phase === "published" || fair.phase === "live";
  if (ticket)
    return (
      <>
        <MyTicket fair={fair} ticket={ticket} />
        {enterprises}
      </>
    );
  if (!fair.hostedHere && !(data.servesTickets && open))
    return (
      <>
        <Notice>{PUBLIC_FAIR.elsewhere(host, fair.registrationOpen)}</Notice>
        {enterprises}
      </>
    );
  if (!open)
    return (
      <>
        <Notice kind="waiting">{PUBLIC_FAIR.notYet}</Notice>
        {enterprises}
      </>
    );
  return (
    <>
      <TakeTicket fair={fair} />
      {fair.hostedHere || fair.registrationOpen ? null : (
        <p class="quiet small">{PUBLIC_FAIR.elsewhereForEnterprises(host)}</p>
      )}
      {enterprises}
    </>
  );
};
