import { z } from "@hono/zod-openapi";
import { ChannelInput, ChannelMade, channelFields } from "../../channels/index.ts";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { createChannel } from "./create-channel.ts";
import { listChannels } from "./list-channels.ts";

const tags = ["fairs"];
const params = z.object({ id: Id });
/**
 * Policy: officers who may read the fair. The functions behind the routes also require an officer of a city
 * in the fair or its agreement.
 */
const partners = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;

const Channels = z
  .object({
    items: z.array(z.object({ ...channelFields, tickets: z.number().int() })),
  })
  .openapi("FairChannels");

/** Routes of a fair's channels, below /api/v1. */
export const fairChannelRoutes = createApi()
  .openapi(
    apiRoute(partners, {
      method: "get",
      path: "/fairs/{id}/channels",
      tags,
      summary: "Channels of a fair with what came by each; the host's officers see all, others their city's",
      request: { params },
      responses: { 200: jsonAnswer(Channels, "Oldest first") },
    }),
    async (c) => c.json({ items: await listChannels(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(partners, {
      method: "post",
      path: "/fairs/{id}/channels",
      tags,
      summary: "Make a channel: an address whose visits and what follows are counted",
      request: { params, body: jsonBody(ChannelInput.openapi("FairChannelInput")) },
      responses: { 201: jsonAnswer(ChannelMade, "With its code") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), fairId: c.req.valid("param").id };
      return c.json(await createChannel(c.get("ctx"), input), 201);
    },
  );
