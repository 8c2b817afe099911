import type { Tx } from "../../db/client.ts";
import type { EventRef } from "../event-visibility/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { accountIdOf } from "../platform/core/actor.ts";
import { AppError } from "../platform/core/errors.ts";
import type { ChannelInput } from "./schema.ts";
import { insertChannel } from "./store.ts";

const PREFIX = {
  account: "gz",
  poster: "hb",
  sms: "dx",
  community: "sq",
  stream: "zb",
  other: "qt",
} as const satisfies Record<ChannelInput["kind"], string>;
/** Highest number of attempts to draw a random code that no channel has yet. */
const DRAWS_MAX = 5;

/**
 * Adds a channel of a city to an event, in the caller's transaction. The caller must check the rights and
 * write the audit row. Throws CONFLICT if every drawn code is taken.
 */
export async function addChannel(
  tx: Tx,
  ctx: Pick<RequestContext, "actor" | "ids">,
  { event, ...input }: ChannelInput & { event: EventRef; city: string },
): Promise<{ id: string; code: string }> {
  const id = ctx.ids.uuid();
  const createdBy = accountIdOf(ctx.actor);
  const channel = { ...input, id, createdBy, eventKind: event.kind, eventId: event.id };
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const code = `${PREFIX[input.kind]}-${ctx.ids.reference().slice(-5).toLowerCase()}`;
    if (await insertChannel(tx, { ...channel, code })) return { id, code };
  }
  throw new AppError("CONFLICT");
}
