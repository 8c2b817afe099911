import { z } from "zod";
import type { Tx } from "../../../db/client.ts";
import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  noticeMaker,
} from "../../notifications/index.ts";
import { type MeetingRow, meetingsOfInterviews, meetingsOfTurns } from "./store/meetings.ts";
import type { Gone } from "./store/wishes.ts";

const With = z.object({ enterpriseName: z.string(), remote: z.boolean() });
const place = { venueName: z.string().nullable(), boothCode: z.string().nullable() };
const startsAt = z.iso.datetime();
/** Parameters of the notices. Notices of a cancelled interview or turn contain no venue and booth. */
const params = { turnOff: With, turn: With.extend(place), off: With.extend({ startsAt }) };

const about = { to: ["account"], subject: "fair" } as const;
const sms = { ...about, channels: ["sms"] } as const;
const both = { ...about, channels: ["mail", "sms"] } as const;

export const INTERVIEW_NOTICES = {
  interviewBooked: { ...both, params: params.turn.extend({ startsAt }) },
  interviewSoon: { ...sms, params: params.turn.extend({ startsAt }) },
  interviewCancelled: { ...both, params: params.off },
  queueCalled: { ...sms, params: params.turn },
  queueRemote: { ...sms, params: params.turn },
  queueClosed: { ...sms, params: params.turnOff },
  queueCancelled: { ...sms, params: params.turnOff },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof INTERVIEW_NOTICES> {}
}

const makeNotice = noticeMaker(INTERVIEW_NOTICES);

/**
 * The interview or queue entry that a notice is about. A printed ticket has no account, so it gets no notice.
 */
type Of = { id: string; fairId: string; accountId: string | null };
const known = (all: readonly Of[]) =>
  all.flatMap(({ id, fairId, accountId }) => (accountId ? [{ id, fairId, accountId }] : []));

const OF_INTERVIEW = {
  interviewBooked: "",
  interviewSoon: ":soon",
  interviewCancelled: ":cancelled",
} as const;
const OF_TURN = {
  queueCalled: "called",
  queueRemote: "remote",
  queueClosed: "closed",
  queueCancelled: "cancelled",
} as const;

type Known = Of & { accountId: string };
type Meeting = Pick<MeetingRow, "enterpriseName" | "remote" | "venueName" | "boothCode">;

/** Makes the notice about an interview, to be held at the given place and time. */
export function interviewNotice(
  kind: keyof typeof OF_INTERVIEW,
  { id, fairId, accountId }: Known,
  { enterpriseName, remote, venueName, boothCode, startsAt: at }: Meeting & { startsAt: Date },
): NewNotice {
  const facts = { enterpriseName, remote, venueName, boothCode, startsAt: at.toISOString() };
  const cause = `interview:${id}${OF_INTERVIEW[kind]}`;
  return makeNotice(kind, { account: accountId, subjectId: fairId, params: facts, cause });
}

/** Makes the notice about a turn at a booth. */
export function turnNotice(
  kind: keyof typeof OF_TURN,
  { id, fairId, accountId }: Known,
  { enterpriseName, remote, venueName, boothCode }: Meeting,
): NewNotice {
  const params = { enterpriseName, remote, venueName, boothCode };
  const cause = `queue:${id}:${OF_TURN[kind]}`;
  return makeNotice(kind, { account: accountId, subjectId: fairId, params, cause });
}

export async function interviewNotices(
  tx: Tx,
  kind: keyof typeof OF_INTERVIEW,
  interviews: readonly Of[],
): Promise<NewNotice[]> {
  const told = known(interviews);
  if (told.length === 0) return [];
  const meetings = await meetingsOfInterviews(
    tx,
    told.map(({ id }) => id),
  );
  return told.flatMap((of) => {
    const meeting = meetings.get(of.id);
    return meeting ? [interviewNotice(kind, of, meeting)] : [];
  });
}

export async function turnNotices(
  tx: Tx,
  kind: keyof typeof OF_TURN,
  turns: readonly Of[],
): Promise<NewNotice[]> {
  const told = known(turns);
  if (told.length === 0) return [];
  const meetings = await meetingsOfTurns(
    tx,
    told.map(({ id }) => id),
  );
  return told.flatMap((of) => {
    const meeting = meetings.get(of.id);
    return meeting ? [turnNotice(kind, of, meeting)] : [];
  });
}

/** Makes the notices for those cancelled interviews whose `tells` is true. */
export const cancelledNotices = (tx: Tx, gone: readonly Gone[]): Promise<NewNotice[]> =>
  interviewNotices(
    tx,
    "interviewCancelled",
    gone.filter(({ tells }) => tells),
  );
