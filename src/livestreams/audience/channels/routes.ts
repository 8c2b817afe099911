import { z } from "@hono/zod-openapi";
import { ChannelInput, ChannelMade, channelFields } from "../../../channels/index.ts";
import { Id } from "../../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../../platform/http/api.ts";
import { createLivestreamChannel } from "./create-channel.ts";
import { listLivestreamChannels } from "./list-channels.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
const CONTROL = { who: ["officer"], on: { record: "livestream", param: "id", by: "parties" } } as const;

const Channels = z
  .object({
    items: z.array(z.object(channelFields)),
  })
  .openapi("LivestreamChannels");

/** Routes of a livestream's channels, below /api/v1. */
export const livestreamChannelRoutes = createApi()
  .openapi(
    apiRoute(CONTROL, {
      method: "get",
      path: "/livestreams/{id}/channels",
      tags,
      summary: "Channels of a livestream with what came by each; the home city sees all, others their own",
      request: { params },
      responses: { 200: jsonAnswer(Channels, "Oldest first") },
    }),
    async (c) => c.json({ items: await listLivestreamChannels(c.get("ctx"), c.req.valid("param").id) }, 200),
  )
  .openapi(
    apiRoute(CONTROL, {
      method: "post",
      path: "/livestreams/{id}/channels",
      tags,
      summary: "Make a channel: an address whose visits and what follows are counted",
      request: { params, body: jsonBody(ChannelInput.openapi("LivestreamChannelInput")) },
      responses: { 201: jsonAnswer(ChannelMade, "With its code") },
    }),
    async (c) => {
      const input = { ...c.req.valid("json"), livestreamId: c.req.valid("param").id };
      return c.json(await createLivestreamChannel(c.get("ctx"), input), 201);
    },
  );
