import type { RequestContext } from "../../../platform/context.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import { Callbacks } from "../../../platform/http/index.ts";
import { noteRecorded } from "../../recordings/index.ts";
import { STREAM_SERVERS } from "../servers/index.ts";
import { type CallbackFields, isSame, type ServerAnswer, type StreamServer } from "../servers/server.ts";
import { takePublish, takeUnpublish } from "./take-callbacks.ts";

/** Field of the address in which a server that signs nothing sends the secret. */
const SECRET_FIELD = "secret";

/** Returns true if the configured streaming server sent these fields. */
async function isSentBy(server: StreamServer, ctx: RequestContext, fields: CallbackFields): Promise<boolean> {
  const { streams } = ctx.config;
  if (streams?.server !== server.kind) return false;
  if (!server.proves) return isSame(streams.secret, fields.get(SECRET_FIELD) ?? "");
  return server.proves(fields, streams.secret, (await databaseNow(ctx.db)).getTime());
}

const answered = ({ status, body, type }: ServerAnswer) =>
  new Response(body, { status, headers: { "content-type": type } });

function routesOf(callbacks: Callbacks, server: StreamServer): Callbacks {
  const path = `/callbacks/streams/${server.kind}`;
  const verify = async (ctx: RequestContext, { fields }: { fields: CallbackFields }) =>
    (await isSentBy(server, ctx, fields)) ? { key: server.kind, sender: server } : null;
  const { recorded } = server;
  const withRecorded = recorded
    ? callbacks.post(`${path}/recorded`, {
        verify,
        async answer(c, { fields }) {
          const callback = recorded(fields);
          const noted = callback && (await noteRecorded(c.get("ctx"), callback));
          return answered(noted ? server.accepted : server.refused);
        },
      })
    : callbacks;
  return withRecorded
    .post(`${path}/publish`, {
      verify,
      async answer(c, { fields }) {
        const callback = server.publish(fields);
        const outcome = callback && (await takePublish(c.get("ctx"), server, callback));
        return answered(outcome === "accepted" ? server.accepted : server.refused);
      },
    })
    .post(`${path}/unpublish`, {
      verify,
      async answer(c, { fields }) {
        const callback = server.unpublish(fields);
        if (callback) await takeUnpublish(c.get("ctx"), server, callback);
        return answered(callback ? server.accepted : server.refused);
      },
    });
}

/** Callbacks of streaming servers: one address for each event, of the configured kind of server alone. */
export const streamCallbacks = Object.values(STREAM_SERVERS).reduce(routesOf, new Callbacks());
