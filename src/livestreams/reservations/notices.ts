import { z } from "zod";
import type { Tx } from "../../../db/client.ts";
import { selectStaff } from "../../identity/index.ts";
import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  noticeMaker,
  TitleParams,
} from "../../notifications/index.ts";
import type { DueReminder, Span, Untold } from "./store/due.ts";

const OFFICERS_MAX = 500;
const Planned = TitleParams.extend({ startsAt: z.iso.datetime() });
const about = { subject: "livestream", channels: ["mail", "sms"], params: Planned } as const;
const person = { ...about, to: ["account"] } as const;
const enterprise = { ...about, to: ["enterprise"] } as const;
const office = { ...about, to: ["account"], subject: "hostedLivestream", channels: ["mail"] } as const;

export const RESERVATION_NOTICES = {
  livestreamTomorrow: person,
  livestreamSoon: person,
  livestreamStarting: { ...person, channels: ["sms"] },
  livestreamMoved: person,
  livestreamCancelled: person,
  shownLivestreamMoved: enterprise,
  shownLivestreamCancelled: enterprise,
  hostedLivestreamMoved: office,
  hostedLivestreamCancelled: office,
  livestreamPermitEnded: { ...office, channels: ["mail", "sms"], params: TitleParams },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof RESERVATION_NOTICES> {}
}

const makeNotice = noticeMaker(RESERVATION_NOTICES);

const OF_SPAN = {
  day: "livestreamTomorrow",
  hour: "livestreamSoon",
  minutes: "livestreamStarting",
} as const satisfies Record<Span, keyof typeof RESERVATION_NOTICES>;

/** Makes the reminders that are due. */
export const reminderNotices = (due: readonly DueReminder[]): NewNotice[] =>
  due.map(({ livestreamId, title, startsAt, accountId, span, cause }) =>
    makeNotice(OF_SPAN[span], {
      account: accountId,
      subjectId: livestreamId,
      params: { title, startsAt: startsAt.toISOString() },
      cause,
    }),
  );

/** Returns the accounts of the officers of these cities. */
async function officersOf(tx: Tx, cities: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const city of cities)
    for (const { accountId } of await selectStaff(tx, { kind: "officer", city, county: null }, OFFICERS_MAX))
      found.add(accountId);
  return [...found];
}

/** Makes the notices of a new start or of a cancellation, one for each receiver and revision. */
export async function planNotices(
  tx: Tx,
  plan: Untold,
  { people, enterprises }: { people: readonly string[]; enterprises: readonly string[] },
): Promise<NewNotice[]> {
  const { id: subjectId, title, rev, startsAt, cancelled, cities } = plan;
  const why = cancelled ? "cancelled" : `moved:${rev}`;
  const params = { title, startsAt: startsAt.toISOString() };
  const facts = { subjectId, params, cause: `livestream:${subjectId}:${why}` };
  const hosted = { ...facts, cause: `hostedLivestream:${subjectId}:${why}` };
  const officers = await officersOf(tx, cities);
  return [
    ...people.map((account) =>
      makeNotice(cancelled ? "livestreamCancelled" : "livestreamMoved", { ...facts, account }),
    ),
    ...enterprises.map((one) =>
      makeNotice(cancelled ? "shownLivestreamCancelled" : "shownLivestreamMoved", {
        ...facts,
        enterprise: one,
      }),
    ),
    ...officers.map((account) =>
      makeNotice(cancelled ? "hostedLivestreamCancelled" : "hostedLivestreamMoved", { ...hosted, account }),
    ),
  ];
}

/** Makes the notices to officers that a presenter's permit ended on air. */
export async function permitNotices(
  tx: Tx,
  livestream: { id: string; title: string; cities: readonly string[] },
  ordinals: readonly number[],
): Promise<NewNotice[]> {
  const { id, title, cities } = livestream;
  const facts = {
    subjectId: id,
    params: { title },
    cause: `hostedLivestream:${id}:permit:${ordinals.join(",")}`,
  };
  return (await officersOf(tx, cities)).map((account) =>
    makeNotice("livestreamPermitEnded", { ...facts, account }),
  );
}
