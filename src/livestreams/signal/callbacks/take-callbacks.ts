import type { RequestContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/core/vault.ts";
import type { PublishCallback, StreamServer, UnpublishCallback } from "../servers/server.ts";
import { beginPublishing, endPublishing, type Published, wakeName } from "../store/publishing.ts";

type Ctx = Pick<RequestContext, "db" | "ids">;

/**
 * Takes a callback of a publisher who asks to come in. The caller has checked that the server sent it. Of a
 * server that does not ask, it only makes the next look come at once.
 */
export async function takePublish(
  ctx: Ctx,
  { asks }: Pick<StreamServer, "asks">,
  { name, client, key }: PublishCallback,
): Promise<Published> {
  if (asks) return beginPublishing(ctx.db, { id: ctx.ids.uuid(), name, client, keyHash: await sha256(key) });
  await wakeName(ctx.db, name);
  return "accepted";
}

/**
 * Takes a callback that a publisher has gone. It ends the take of this connection alone, and of a server that
 * does not prove its callbacks none.
 */
export async function takeUnpublish(
  ctx: Pick<Ctx, "db">,
  { asks }: Pick<StreamServer, "asks">,
  { name, client }: UnpublishCallback,
): Promise<void> {
  if (asks) await endPublishing(ctx.db, { name, client });
  else await wakeName(ctx.db, name);
}
