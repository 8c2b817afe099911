import { recordLooks } from "../../candidates/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { notesOf, ownBooth } from "../booth-desk/index.ts";
import { selectFair, selectHead } from "../fair/index.ts";
import { ticketOfAccount } from "../tickets/index.ts";
import { listMyClashes } from "./list-my-clashes.ts";
import { entryView, expected, inTurn, NEWCOMER, queueViews } from "./queue/expect-turns.ts";
import { boothAway, meetingsAway } from "./remote/read-told.ts";
import type { Estimate } from "./rules.ts";
import type { BoothInterviews, HallQueue, MyFair } from "./schema.ts";
import {
  type Offered,
  selectInterviews,
  selectOffered,
  selectOwnInterviews,
  selectOwnWishes,
  selectSlots,
} from "./store/interview-views.ts";
import {
  boothsOfHall,
  entriesOf,
  lastServed,
  type OwnEntry,
  type QueueEntry,
  selectOpen,
} from "./store/queue.ts";
import { selectOwnRefusals } from "./store/refused-asks.ts";

/**
 * Returns a booth's interview slots, interviews, and queue with estimates. The caller must be a member of its
 * enterprise. Records the look at each name.
 */
export async function boothInterviews(ctx: RequestContext, registrationId: string): Promise<BoothInterviews> {
  const booth = await ownBooth(ctx, registrationId);
  if (!booth.hostedHere) return boothAway(ctx, booth);
  const { recruiters, meetingUrl, now, enterpriseName: organisation } = booth;
  const [slots, interviews, entries, served] = await Promise.all([
    selectSlots(ctx.db, registrationId),
    selectInterviews(ctx.db, registrationId),
    selectOpen(ctx.db, [registrationId]),
    lastServed(ctx.db, [registrationId]),
  ]);
  await recordLooks(
    ctx,
    { role: "member", organisation, why: "interviews" },
    interviews.flatMap(({ shown }) => shown ?? []),
  );
  const notes = await notesOf(
    ctx,
    interviews.flatMap(({ visitId }) => visitId ?? []),
  );
  return {
    slots: slots.map((slot) => ({
      ...slot,
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
    })),
    interviews: interviews.map(({ title, startsAt, endsAt, visitId, shown: _shown, ...one }) => ({
      ...one,
      notes: (visitId && notes.get(visitId)) || [],
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      posting: title,
    })),
    queue: queueViews({ entries, recruiters, served: served.get(registrationId) ?? [], now }),
    meetingUrl,
    sending: null,
  };
}

const NEXT_SHOWN = 3;

type HallFair = { id: string; title: string; opensAt: string; closesAt: string };

/** Returns the queues of a hall, by booth, for its public screen: numbers without names of people. */
export async function hallQueue(
  ctx: RequestContext,
  { fairId, venueId }: { fairId: string; venueId: string },
): Promise<HallQueue & { venueName: string; fair: HallFair; now: Date }> {
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  const venue = orNotFound(fair.venues.find((one) => one.id === venueId));
  const lines = await boothsOfHall(ctx.db, fairId, venueId);
  const ids = lines.map((line) => line.registrationId);
  const [open, served] = await Promise.all([selectOpen(ctx.db, ids), lastServed(ctx.db, ids)]);
  const booths = lines.map(({ registrationId, boothCode, enterpriseName, recruiters }) => {
    const entries = open.filter((entry) => entry.registrationId === registrationId);
    const numbers = (status: QueueEntry["status"]) =>
      entries.filter((entry) => entry.status === status).map((entry) => entry.number);
    const line = { entries, recruiters, served: served.get(registrationId) ?? [], now: fair.now };
    const when = expected(line);
    const next = inTurn(entries, when).filter((entry) => entry.status === "waiting");
    return {
      booth: boothCode,
      enterprise: enterpriseName,
      called: numbers("called"),
      serving: numbers("serving"),
      next: next.slice(0, NEXT_SHOWN).map((entry) => entry.number),
      waiting: next.length,
      estimate: when.get(NEWCOMER) ?? null,
    };
  });
  const { id, title, opensAt, closesAt, now } = fair;
  const times = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() };
  return { booths, venueName: venue.name, fair: { id, title, ...times }, now };
}

/** Returns the postings at a fair for which a person may wish for an interview or join a queue. */
export async function listOffered(ctx: RequestContext, fairId: string): Promise<Offered[]> {
  orNotFound(await selectHead(ctx.db, ctx, { id: fairId }));
  return selectOffered(ctx.db, fairId);
}

function ownEntryView(entry: OwnEntry, estimate: Estimate | undefined): MyFair["queue"][number] {
  const mayEnter = entry.remote && (entry.status !== "waiting" || entry.kind === "booked");
  return {
    ...entryView(entry, estimate),
    registrationId: entry.registrationId,
    enterprise: entry.enterpriseName,
    booth: entry.boothCode,
    venue: entry.venueName,
    meetingUrl: mayEnter ? entry.meetingUrl : null,
  };
}

/**
 * Returns the caller's ticket, wishes, interviews and queue entries at a fair. `meetingUrl` is set only for a
 * booked online interview, and for an online queue entry that is booked or called.
 */
export async function getMyFair(ctx: RequestContext, fairId: string): Promise<MyFair> {
  const { accountId } = requireAccount(ctx.actor);
  const fair = orNotFound(await selectHead(ctx.db, ctx, { id: fairId }));
  const [ticket, wishes, interviews, clashes, own, now] = await Promise.all([
    ticketOfAccount(ctx.db, fairId, accountId),
    selectOwnWishes(ctx.db, fairId, accountId),
    selectOwnInterviews(ctx.db, fairId, accountId),
    listMyClashes(ctx, fairId),
    entriesOf(ctx.db, fairId, accountId),
    databaseNow(ctx.db),
  ]);
  const away = fair.hostedHere
    ? null
    : await meetingsAway(ctx.db, { fairId, personId: accountId, host: fair.hostCity });
  const ids = own.map((entry) => entry.registrationId);
  const [open, served] = await Promise.all([selectOpen(ctx.db, ids), lastServed(ctx.db, ids)]);
  return {
    ticket: ticket ? { reference: ticket.reference, status: ticket.status, venueId: ticket.venueId } : null,
    wishes: wishes.map(({ rank, state, registrationId, postingId, title, enterpriseName }) => ({
      rank,
      state: away?.wishState.get(registrationId) ?? state,
      postingId,
      posting: title,
      enterprise: enterpriseName,
    })),
    interviews: interviews.map((one) => ({
      id: one.id,
      startsAt: one.startsAt.toISOString(),
      endsAt: one.endsAt.toISOString(),
      kind: one.kind,
      remote: one.remote,
      status: one.status,
      posting: one.title,
      enterprise: one.enterpriseName,
      booth: one.boothCode,
      venue: one.venueName,
      meetingUrl: one.remote && one.status === "booked" ? one.meetingUrl : null,
    })),
    clashes,
    queue: own.map((entry) => {
      const entries = open.filter((one) => one.registrationId === entry.registrationId);
      const line = {
        entries,
        recruiters: entry.recruiters,
        served: served.get(entry.registrationId) ?? [],
        now,
      };
      return ownEntryView(entry, expected(line).get(entry.id));
    }),
    sending: null,
    refused: await selectOwnRefusals(ctx.db, fairId, accountId),
    ...(away && { interviews: away.interviews, queue: away.queue, sending: away.sending }),
  };
}
