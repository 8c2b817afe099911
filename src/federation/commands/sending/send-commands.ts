import { takeDue } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { createDueSender, type SenderOptions } from "../send-due.ts";
import { expire } from "./expire.ts";
import { sendCommand } from "./send-command.ts";
import { settle } from "./settle.ts";
import { createSettleRan } from "./settle-ran.ts";
import { selectDueTargets } from "./store.ts";

/** Time in which no other process sends a taken command. */
const LEASE_S = 60;
const EXPIRE_EVERY_MS = 60_000;

/** Sends the commands of this node's cities, and ends those that nobody answered in time. */
export function createSender(ctx: RequestContext, options: SenderOptions) {
  let expiredAtMs = Number.NEGATIVE_INFINITY;
  const settleRan = createSettleRan(ctx);
  const sender = createDueSender(
    ctx,
    {
      atOnce: 32,
      lookMs: 100,
      failure: "commands to another city cannot be sent; it tries again",
      targets: () => selectDueTargets(ctx.db),
      take: (target, limit) => takeDue(ctx.db, { target, limit, leaseS: LEASE_S }),
      async send(command, sending) {
        const outcome = await sendCommand(ctx, command, sending);
        if (await settle(ctx, { command, outcome, settleRan })) ctx.ring("changes");
        return outcome.status !== null && outcome.status < 500;
      },
    },
    options,
  );
  return {
    ...sender,
    async look(): Promise<number> {
      const nowMs = ctx.clock.now().getTime();
      if (nowMs - expiredAtMs >= EXPIRE_EVERY_MS) {
        expiredAtMs = nowMs;
        await expire(ctx);
      }
      return sender.look();
    },
  };
}
