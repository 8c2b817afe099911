import type { DbOrTx } from "../../../../db/client.ts";
import { recordLooks } from "../../../candidates/index.ts";
import { isServed } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { type Booth, refusalOf } from "../../booth-desk/index.ts";
import { queueViews } from "../queue/expect-turns.ts";
import type { BoothInterviews, MyFair, SendingView } from "../schema.ts";
import type { QueueEntry } from "../store/queue.ts";
import {
  type BoothTurnRow,
  type OwnTurn,
  selectBoothDay,
  selectBoothTurns,
  selectOwnTurns,
  selectSending,
} from "../store/told-meetings.ts";
import { TURNS } from "./send-acts.ts";

const PERSON_ACTS = ["joinQueue", "leaveQueue", "wishInterviews"];
const OPEN = ["waiting", "called", "serving"] as const;
type Open = (typeof OPEN)[number];
const isOpen = (status: string): status is Open => (OPEN as readonly string[]).includes(status);
const MINUTE_MS = 60_000;
/** Talks from which the pace of a booth is measured. */
const MEASURED = 10;

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

async function sendingOf(
  db: DbOrTx,
  of: Parameters<typeof selectSending>[1] & { host: string; type: string; record: string },
): Promise<SendingView> {
  const { waiting, answer, refused, expired } = await selectSending(db, of);
  const served = await isServed(db, { city: null, receiver: of.host, type: of.type, kind: of.record });
  const refusal = refused ? (refusalOf(answer) ?? "CONFLICT") : null;
  return { served, waiting, refusal: expired ? "COMMAND_EXPIRED" : refusal };
}

const entryOf = ({ id, told }: BoothTurnRow): QueueEntry => ({
  id,
  registrationId: told.registrationId,
  fairId: told.fairId,
  number: told.number,
  kind: told.kind,
  status: told.status,
  personId: id,
  accountId: null,
  interviewId: null,
  slotId: null,
  slotKind: null,
  remote: told.remote,
  dueAt: dateOf(told.dueAt),
  joinedAt: new Date(told.joinedAt),
  recruiter: told.recruiter,
  calledAt: dateOf(told.calledAt),
  servedAt: dateOf(told.servedAt),
  elsewhere: false,
});

/** Returns the minutes of the last talks. */
function servedMinutes(turns: readonly BoothTurnRow[]): number[] {
  const over = turns.flatMap(({ told: { status, servedAt, endedAt } }) =>
    status === "done" && servedAt && endedAt ? [{ servedAt, endedAt }] : [],
  );
  return over
    .sort((a, b) => Date.parse(b.endedAt) - Date.parse(a.endedAt))
    .slice(0, MEASURED)
    .map(({ servedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(servedAt)) / MINUTE_MS);
}

/**
 * Returns slots, interviews and queue of a booth at a fair of another node, as its host told them. Records
 * the look at each name.
 */
export async function boothAway(ctx: RequestContext, booth: Booth): Promise<BoothInterviews> {
  const { db } = ctx;
  const { registrationId, recruiters, now, hostCity: host } = booth;
  const [turns, day, sending] = await Promise.all([
    selectBoothTurns(db, registrationId),
    selectBoothDay(db, registrationId),
    sendingOf(db, {
      kind: "boothAct",
      id: registrationId,
      types: ["boothAct"],
      host,
      type: "boothAct",
      record: "boothTurn",
    }),
  ]);
  await recordLooks(
    ctx,
    { role: "member", organisation: booth.enterpriseName, why: "interviews" },
    turns.flatMap(({ shown, told }) => (told.interview && shown) || []),
  );
  const entries = turns.filter(({ told }) => isOpen(told.status)).map(entryOf);
  return {
    slots: day?.slots ?? [],
    meetingUrl: day?.meetingUrl ?? null,
    interviews: turns
      .flatMap(({ id, told: { interview, remote, number }, posting, callName }) =>
        interview ? [{ ...interview, id, remote, number, posting: posting ?? "", callName }] : [],
      )
      .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.recruiter - b.recruiter)
      .map(({ group, postingId: _posting, ...one }) => ({
        ...one,
        kind: group ? ("group" as const) : ("one" as const),
        notes: [],
      })),
    queue: queueViews({ entries, recruiters, served: servedMinutes(turns), now }),
    sending,
  };
}

const placeOf = ({ registrationId, enterpriseName: enterprise, boothCode, venueName: venue }: OwnTurn) => ({
  registrationId,
  enterprise,
  booth: boothCode,
  venue,
});

function turnView(turn: OwnTurn): MyFair["queue"][number][] {
  const { number, kind, status, remote, dueAt, recruiter, calledAt, meetingUrl } = turn.told;
  if (!isOpen(status)) return [];
  const { booth, venue, ...at } = placeOf(turn);
  const entry = { id: turn.id, number, kind, status, remote, dueAt, recruiter, calledAt, estimate: null };
  return [{ ...entry, ...at, booth: booth ?? "", venue: venue ?? "", meetingUrl }];
}

function interviewView(turn: OwnTurn): MyFair["interviews"][number][] {
  const { interview, remote, meetingUrl } = turn.told;
  if (!interview || interview.status === "cancelled") return [];
  const { startsAt, endsAt, group, status } = interview;
  const { registrationId: _registration, ...at } = placeOf(turn);
  const kind = group ? ("group" as const) : ("one" as const);
  return [
    { id: turn.id, startsAt, endsAt, kind, remote, status, posting: turn.posting ?? "", ...at, meetingUrl },
  ];
}

const STATE = { booked: "met", done: "met", noShow: "missed", cancelled: "open" } as const;
type Meetings = Pick<MyFair, "interviews" | "queue" | "sending"> & {
  /** The outcome of the wish for each booth, by registration. */
  wishState: Map<string, MyFair["wishes"][number]["state"]>;
};

/** Returns a person's interviews and turns at a fair of another node, as its host told them. */
export async function meetingsAway(
  db: DbOrTx,
  { fairId, personId, host }: { fairId: string; personId: string; host: string },
): Promise<Meetings> {
  const of = { kind: "fairVisitor", id: `${fairId}/${personId}`, types: PERSON_ACTS };
  const [turns, sending] = await Promise.all([
    selectOwnTurns(db, fairId, personId),
    sendingOf(db, { ...of, host, type: TURNS.type, record: TURNS.kind }),
  ]);
  return {
    interviews: turns.flatMap(interviewView),
    queue: turns.flatMap(turnView),
    sending,
    wishState: new Map(
      turns.flatMap(({ registrationId, told }) =>
        told.interview ? [[registrationId, STATE[told.interview.status]]] : [],
      ),
    ),
  };
}
