import { ApplyCommand, returnUndelivered } from "../../../applications/index.ts";
import {
  keepTicket,
  keepTurn,
  refusalOf,
  refuseTurn,
  refuseWishes,
  returnTicket,
  settleRegistration,
  TakeTicketCommand,
  TurnCommand,
} from "../../../fairs/index.ts";
import { settleQuestion } from "../../../livestreams/index.ts";
import type { DueCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";

type Settled = Pick<DueCommand, "type" | "body" | "subjectKind" | "subjectId"> & {
  state: "done" | "refused" | "expired";
  answer: string | null;
};
type Failed = Pick<Settled, "body" | "subjectId"> & {
  /** Code of the refusal; null for a command that expired. */
  code: string | null;
  answer: string | null;
};

const codeOf = (answer: string | null) => /"code":"([A-Z_]{1,40})"/.exec(answer ?? "")?.[1] ?? null;
/** Returns the code of a field that was refused, else that of the error. */
const refusalBy = ({ answer, code }: Failed) => refusalOf(answer) ?? code ?? "COMMAND_EXPIRED";
/** The subject of a person's acts at a fair: fair and person. */
const visitOf = ({ subjectId }: Failed) => {
  const [fairId = "", personId = ""] = subjectId.split("/");
  return { fairId, personId };
};
const payloadOf = ({ body }: Failed): unknown => JSON.parse(body).payload;

/** What follows here from a command that the other city will never run, by its type. */
const UNDONE: Readonly<Record<string, (ctx: RequestContext, failed: Failed) => Promise<void>>> = {
  apply: (ctx, failed) =>
    returnUndelivered(ctx, { id: failed.subjectId, cardId: ApplyCommand.parse(payloadOf(failed)).cardId }),
  takeTicket: (ctx, failed) =>
    returnTicket(ctx, {
      id: TakeTicketCommand.parse(payloadOf(failed)).ticketId,
      refusal: failed.code ?? "COMMAND_EXPIRED",
    }),
  joinQueue: (ctx, failed) =>
    refuseTurn(ctx, {
      ...visitOf(failed),
      ...TurnCommand.parse(payloadOf(failed)),
      refusal: refusalBy(failed),
    }),
  wishInterviews: (ctx, failed) => refuseWishes(ctx, { ...visitOf(failed), refusal: refusalBy(failed) }),
  leaveQueue: async (ctx, failed) => {
    if (failed.code !== "QUEUE_STATE") return;
    await keepTurn(ctx, { ...TurnCommand.parse(payloadOf(failed)), personId: visitOf(failed).personId });
  },
  cancelTicket: async (ctx, { body, code }) => {
    if (code === "TICKET_STATE") await keepTicket(ctx, { id: JSON.parse(body).target.id });
  },
};

/** Returns true if something follows here from a command of this kind that the other city ran. */
export const followsDone = ({ subjectKind, type }: Pick<Settled, "subjectKind" | "type">): boolean =>
  subjectKind === "fairRegistration" || type === "askQuestion";

/** Runs what follows here from a command that the other city answered, or that it will never run. */
export async function afterSettled(ctx: RequestContext, settled: Settled): Promise<void> {
  const { type, body, subjectId, state, answer } = settled;
  const code = state === "refused" ? codeOf(answer) : null;
  if (type === "askQuestion") await settleQuestion(ctx, { body, state, answer, code });
  else if (followsDone(settled))
    await settleRegistration(ctx, { registrationId: subjectId, type, body, state, code });
  if (state !== "done" && Object.hasOwn(UNDONE, type))
    await UNDONE[type]?.(ctx, { body, subjectId, code, answer });
}
