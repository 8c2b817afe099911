import type { z } from "zod";
import {
  ApplyCommand,
  confirmStart,
  denyStart,
  ReplyCommand,
  receiveApplication,
  replyToInvitation,
  withdrawApplication,
} from "../../../applications/index.ts";
import {
  AnswerCommand,
  answerOffer,
  BoothAct,
  BoothScanCommand,
  cancelTicket,
  FormCommand,
  joinQueue,
  leaveQueue,
  RegisterCommand,
  receiveBoothAct,
  receiveEdit,
  receiveRegistration,
  receiveReturn,
  receiveScan,
  receiveTicket,
  recommendRegistration,
  setWishes,
  TakeTicketCommand,
  TurnCommand,
  WishCommand,
  withdrawRegistration,
} from "../../../fairs/index.ts";
import { AskCommand, receiveQuestion, receiveTakeBack, TakeBackCommand } from "../../../livestreams/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import type { PeerActor } from "../../../platform/core/actor.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { fieldErrors } from "../../../platform/http/index.ts";
import { declineInvitation } from "../../../talent/index.ts";

/** The record to change, and the revision that it must have. */
type Target = { id: string; ifRev?: number | undefined };

/** A type of command: the kind of its target, the role of its sender, and the verb that it runs. */
export type CommandType = {
  target: string;
  role: PeerActor["role"];
  /**
   * True if a clause in force must grant the type. False for acts that only go on with what was granted, or
   * take it back: a person may withdraw after the agreement has ended too.
   */
  granted: boolean;
  /** True if the command may be the first that the home hears of this person. */
  introduces?: true;
  /** True if the verb compares the revision that the sender names. */
  compares?: true;
  run(ctx: RequestContext, target: Target, payload: unknown): Promise<unknown>;
};

/** Returns the payload of a command. Throws INVALID_INPUT for another form. */
function read<T>(schema: z.ZodType<T>, payload: unknown): T {
  const { success, data, error } = schema.safeParse(payload);
  if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
  return data;
}

const stepOf = ({ id, ifRev }: Target) => ({ id, ifRev });

export const COMMAND_TYPES: Readonly<Record<string, CommandType>> = {
  apply: {
    target: "posting",
    role: "seeker",
    granted: true,
    run: (ctx, { id: postingId }, payload) =>
      receiveApplication(ctx, { postingId, ...read(ApplyCommand, payload) }),
  },
  withdraw: {
    target: "application",
    role: "seeker",
    granted: false,
    run: (ctx, { id }) => withdrawApplication(ctx, { id }),
  },
  takeTicket: {
    target: "fair",
    role: "seeker",
    granted: true,
    introduces: true,
    run: (ctx, { id: fairId }, payload) =>
      receiveTicket(ctx, { fairId, ...read(TakeTicketCommand, payload) }),
  },
  boothScan: {
    target: "fairRegistration",
    role: "member",
    granted: true,
    run: (ctx, { id: registrationId }, payload) =>
      receiveScan(ctx, { registrationId, ...read(BoothScanCommand, payload) }),
  },
  cancelTicket: {
    target: "fairTicket",
    role: "seeker",
    granted: false,
    run: (ctx, { id }) => cancelTicket(ctx, { id }),
  },
  joinQueue: {
    target: "fair",
    role: "seeker",
    granted: true,
    run: (ctx, { id: fairId }, payload) => joinQueue(ctx, { fairId, ...read(TurnCommand, payload) }),
  },
  leaveQueue: {
    target: "fair",
    role: "seeker",
    granted: false,
    run: (ctx, { id: fairId }, payload) => leaveQueue(ctx, { fairId, ...read(TurnCommand, payload) }),
  },
  wishInterviews: {
    target: "fair",
    role: "seeker",
    granted: true,
    run: (ctx, { id: fairId }, payload) => setWishes(ctx, { fairId, ...read(WishCommand, payload) }),
  },
  boothAct: {
    target: "fairRegistration",
    role: "member",
    granted: true,
    run: (ctx, { id: registrationId }, payload) =>
      receiveBoothAct(ctx, { registrationId, act: read(BoothAct, payload) }),
  },
  confirm: {
    target: "application",
    role: "seeker",
    granted: false,
    run: (ctx, { id }) => confirmStart(ctx, { id }),
  },
  denyStart: {
    target: "application",
    role: "seeker",
    granted: false,
    run: (ctx, { id }) => denyStart(ctx, { id }),
  },
  replyInvitation: {
    target: "application",
    role: "seeker",
    granted: false,
    run: (ctx, { id }, payload) => replyToInvitation(ctx, { id, ...read(ReplyCommand, payload) }),
  },
  register: {
    target: "fair",
    role: "member",
    granted: true,
    run: (ctx, { id: fairId }, payload) =>
      receiveRegistration(ctx, { fairId, ...read(RegisterCommand, payload) }),
  },
  edit: {
    target: "fairRegistration",
    role: "member",
    granted: true,
    compares: true,
    run: (ctx, of, payload) => receiveEdit(ctx, { ...stepOf(of), ...read(FormCommand, payload) }),
  },
  recommend: {
    target: "fairRegistration",
    role: "officer",
    granted: true,
    compares: true,
    run: (ctx, of) => recommendRegistration(ctx, { ...stepOf(of), decision: "recommend" }),
  },
  return: {
    target: "fairRegistration",
    role: "officer",
    granted: true,
    compares: true,
    run: (ctx, of, payload) => receiveReturn(ctx, { ...stepOf(of), ...read(FormCommand, payload) }),
  },
  answerOffer: {
    target: "fairRegistration",
    role: "member",
    granted: false,
    compares: true,
    run: (ctx, of, payload) => answerOffer(ctx, { ...stepOf(of), ...read(AnswerCommand, payload) }),
  },
  withdrawRegistration: {
    target: "fairRegistration",
    role: "member",
    granted: false,
    compares: true,
    run: (ctx, of) => withdrawRegistration(ctx, stepOf(of)),
  },
  askQuestion: {
    target: "livestream",
    role: "officer",
    granted: true,
    run: (ctx, { id: livestreamId }, payload) =>
      receiveQuestion(ctx, { livestreamId, ...read(AskCommand, payload) }),
  },
  takeBackQuestion: {
    target: "livestream",
    role: "officer",
    granted: false,
    run: (ctx, { id: livestreamId }, payload) =>
      receiveTakeBack(ctx, { livestreamId, ...read(TakeBackCommand, payload) }),
  },
  decline: {
    target: "talentInvitation",
    role: "seeker",
    granted: false,
    run: (ctx, { id }) => declineInvitation(ctx, { id }),
  },
};
