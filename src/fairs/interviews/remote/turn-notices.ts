import type { Tx } from "../../../../db/client.ts";
import type { NewNotice } from "../../../notifications/index.ts";
import { interviewNotice, turnNotice } from "../notices.ts";
import { type OwnTurn, type SoonTurn, selectOwnTurns, type TurnRow } from "../store/told-meetings.ts";
import type { ToldTurn } from "./schema.ts";

type Of = { id: string; fairId: string; accountId: string };
const meetingOf = ({ told, ...turn }: OwnTurn) => ({ ...turn, remote: told.remote });

const isOpen = ({ status }: ToldTurn) => status === "waiting" || status === "called" || status === "serving";
const booked = (told: ToldTurn | undefined) => told?.interview?.status === "booked";

/**
 * Returns what a person reads about a turn that its host has just told, as at a fair of the own node. Nothing
 * of what the person did, and of a turn that ended with the fair or by absence.
 */
function kindsOf(before: TurnRow | undefined, { told, over }: { told: ToldTurn; over: boolean }) {
  if (before?.leftAt || over) return [];
  const was = before?.told;
  const ended = was && isOpen(was) && told.status === "left" && !told.noShow;
  if (ended) return [booked(was) ? ("interviewCancelled" as const) : ("queueCancelled" as const)];
  return [
    ...(booked(told) && !booked(was) ? (["interviewBooked"] as const) : []),
    ...(told.status === "called" && was?.status !== "called" ? (["queueCalled"] as const) : []),
    ...(told.status === "waiting" && told.kind === "remote" && was?.kind === "walkIn"
      ? (["queueRemote"] as const)
      : []),
  ];
}

/** Makes the notices about a turn of which a host told. `before` is the version known until now. */
export async function toldTurnNotices(
  tx: Tx,
  {
    id,
    personId,
    before,
    told,
    over,
  }: { id: string; personId: string; before: TurnRow | undefined; told: ToldTurn; over: boolean },
): Promise<NewNotice[]> {
  const kinds = kindsOf(before, { told, over });
  if (kinds.length === 0) return [];
  const turn = (await selectOwnTurns(tx, told.fairId, personId)).find((one) => one.id === id);
  if (!turn) return [];
  const of: Of = { id, fairId: told.fairId, accountId: personId };
  const startsAt = (told.interview ?? before?.told.interview)?.startsAt;
  return kinds.flatMap((kind) => {
    if (kind === "queueCalled" || kind === "queueCancelled" || kind === "queueRemote")
      return turnNotice(kind, of, meetingOf(turn));
    return startsAt ? interviewNotice(kind, of, { ...meetingOf(turn), startsAt: new Date(startsAt) }) : [];
  });
}

/** Makes the reminders of interviews at fairs of other nodes that start soon. */
export async function soonNotices(tx: Tx, soon: readonly SoonTurn[]): Promise<NewNotice[]> {
  const notices: NewNotice[] = [];
  for (const of of soon) {
    const turn = (await selectOwnTurns(tx, of.fairId, of.accountId)).find(({ id }) => id === of.id);
    const startsAt = turn?.told.interview?.startsAt;
    if (turn && startsAt)
      notices.push(
        interviewNotice("interviewSoon", of, { ...meetingOf(turn), startsAt: new Date(startsAt) }),
      );
  }
  return notices;
}
