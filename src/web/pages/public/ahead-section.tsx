import type { FC } from "hono/jsx";
import { type FairView, listFairs, myTicketFor, type TicketView } from "../../../fairs/index.ts";
import { type LivestreamView, listLivestreams } from "../../../livestreams/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { shanghaiDay } from "../../../platform/core/clock.ts";
import { TICKET } from "../../text/fairs/tickets.ts";
import { formatSpan } from "../../text/format.ts";
import { LIVESTREAMS } from "../../text/livestreams/livestream.ts";
import { HOME } from "../../text/public/pages.ts";
import { LivestreamPhase } from "../livestreams/livestream/phase-section.tsx";

/** The fair and the livestream that are on or come next, and the reader's ticket for that fair. */
export type Ahead = { fair: FairView | null; ticket: TicketView | null; livestream: LivestreamView | null };

/** Reads what is on or comes next. A livestream without a picture counts as coming. */
export async function readAhead(ctx: RequestContext): Promise<Ahead> {
  const [fairs, live, coming] = await Promise.all([
    listFairs(ctx, { which: "coming", limit: 1 }),
    listLivestreams(ctx, { which: "coming", phase: "live", limit: 1 }),
    listLivestreams(ctx, { which: "coming", limit: 1 }),
  ]);
  const fair = fairs.items[0] ?? null;
  return {
    fair,
    ticket: fair && ctx.actor.kind === "account" ? await myTicketFor(ctx, fair.id) : null,
    livestream: live.items[0] ?? coming.items[0] ?? null,
  };
}

const DAY_MS = 86_400_000;
/** Returns the number of days in China from one instant's day to another's. */
const daysBetween = (from: Date, to: string): number =>
  Math.round((Date.parse(shanghaiDay(new Date(to))) - Date.parse(shanghaiDay(from))) / DAY_MS);

const Fair: FC<{ fair: FairView; ticket: TicketView | null; now: Date }> = ({ fair, ticket, now }) => (
  <section class="card">
    <h2>
      {HOME.fair} · {fair.phase === "live" ? HOME.fairOn : HOME.fairIn(daysBetween(now, fair.opensAt))}
    </h2>
    <p>
      <a href={`/fairs/${fair.id}`}>{fair.title}</a>
    </p>
    <p class="quiet">
      {formatSpan(fair.opensAt, fair.closesAt)} · {fair.venues.map(({ name }) => name).join("、")}
    </p>
    <p>
      {ticket ? (
        <a href={`/me/tickets/${ticket.id}`}>
          {HOME.ticket(ticket.venue?.name ?? TICKET.onlineVenue, ticket.reference)}
        </a>
      ) : (
        <a href={`/fairs/${fair.id}`}>{HOME.ticketAsk}</a>
      )}
    </p>
  </section>
);

const Livestream: FC<{ livestream: LivestreamView }> = ({ livestream }) => (
  <section class="card">
    <h2>{HOME.livestream}</h2>
    <p>
      <LivestreamPhase livestream={livestream} />{" "}
      <a href={`/livestreams/${livestream.id}`}>{livestream.title}</a>
    </p>
    <p class="quiet">
      {formatSpan(livestream.startsAt, livestream.endsAt)} · {LIVESTREAMS.count(livestream.postings)}
    </p>
  </section>
);

/** Shows the fair and the livestream that are on or come next; nothing if there is none. */
export const AheadSection: FC<{ ahead: Ahead; now: Date }> = ({
  ahead: { fair, ticket, livestream },
  now,
}) => (
  <>
    {fair ? <Fair fair={fair} ticket={ticket} now={now} /> : null}
    {livestream ? <Livestream livestream={livestream} /> : null}
  </>
);
