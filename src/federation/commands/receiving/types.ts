import {
  ApplyCommand,
  confirmStart,
  receiveApplication,
  withdrawApplication,
} from "../../../applications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import type { PeerActor } from "../../../platform/core/actor.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { fieldErrors } from "../../../platform/http/index.ts";

/** A type of command: the kind of its target, the role of its sender, and the verb that it runs. */
export type CommandType = {
  target: string;
  role: PeerActor["role"];
  /**
   * True if a clause in force must grant the type. False for acts that only go on with what was granted, or
   * take it back: a person may withdraw after the agreement has ended too.
   */
  granted: boolean;
  run(ctx: RequestContext, id: string, payload: unknown): Promise<unknown>;
};

export const COMMAND_TYPES: Readonly<Record<string, CommandType>> = {
  apply: {
    target: "posting",
    role: "seeker",
    granted: true,
    run(ctx, postingId, payload) {
      const { success, data, error } = ApplyCommand.safeParse(payload);
      if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
      return receiveApplication(ctx, { postingId, ...data });
    },
  },
  withdraw: {
    target: "application",
    role: "seeker",
    granted: false,
    run: (ctx, id) => withdrawApplication(ctx, { id }),
  },
  confirm: {
    target: "application",
    role: "seeker",
    granted: false,
    run: (ctx, id) => confirmStart(ctx, { id }),
  },
};
