import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { ownCity } from "../fair/index.ts";
import type { ChannelInput, ChannelView } from "./schema.ts";
import { countVisit, insertChannel, selectChannels } from "./store.ts";

const PREFIX = {
  account: "gz",
  poster: "hb",
  sms: "dx",
  community: "sq",
  stream: "zb",
  other: "qt",
} as const;
/** Random codes rarely collide. A taken one is drawn again. */
const DRAWS_MAX = 5;

/**
 * Creates a channel of a fair, by an officer of a city with a part in it: an address whose visits and results
 * are counted. Throws NOT_FOUND for others.
 */
export async function createChannel(
  ctx: RequestContext,
  { fairId, ...input }: ChannelInput & { fairId: string },
): Promise<{ id: string; code: string }> {
  const { city } = await ownCity(ctx, fairId);
  orNotFound(isOfficerOf(ctx.actor, city.city) || null);
  return inTransaction(ctx, async (tx) => {
    const id = ctx.ids.uuid();
    for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
      const code = `${PREFIX[input.kind]}-${ctx.ids.reference().slice(-5).toLowerCase()}`;
      const createdBy = ctx.actor.kind === "account" ? ctx.actor.accountId : null;
      if (!(await insertChannel(tx, { id, fairId, city: city.city, code, createdBy, ...input }))) continue;
      const subject = { subjectKind: "fair", subjectId: fairId, city: city.city };
      await recordAudit(tx, ctx, { action: "fair.channel", ...subject, detail: { channel: id, code } });
      return { id, code };
    }
    throw new AppError("CONFLICT");
  });
}

/** Channels of a fair with their counters: all for the host, their own for other cities. */
export async function listChannels(ctx: RequestContext, fairId: string): Promise<ChannelView[]> {
  const { fair, city } = await ownCity(ctx, fairId);
  return selectChannels(ctx.db, fairId, fair.desk ? null : city.city);
}

/** Counts a visit of a channel's address, without personal data. Returns the fair. Throws NOT_FOUND. */
export const openChannel = async (ctx: Pick<RequestContext, "db">, code: string): Promise<string> =>
  orNotFound(await countVisit(ctx.db, code));
