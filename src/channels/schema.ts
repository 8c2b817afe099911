import { z } from "@hono/zod-openapi";
import type { ChannelKind } from "../../db/schema/index.ts";
import { DivisionCode, Id, PlainText } from "../platform/core/schema.ts";

export const CHANNEL_KINDS = [
  "account",
  "poster",
  "sms",
  "community",
  "stream",
  "other",
] as const satisfies readonly ChannelKind[];

export const ChannelInput = z.strictObject({ name: PlainText(40, 1), kind: z.enum(CHANNEL_KINDS) });
export type ChannelInput = z.infer<typeof ChannelInput>;

/** A channel with the number of its visits. `city` is the city that added the channel. */
export type Channel = {
  id: string;
  city: string;
  cityName: string;
  code: string;
  name: string;
  kind: ChannelKind;
  visits: number;
};

const count = z.number().int();
/** Fields of a channel in answers of the API, with its visits and what came of it in every kind of event. */
export const channelFields = {
  id: Id,
  city: DivisionCode,
  code: z.string(),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  visits: count,
  calls: count,
  applications: count,
  starts: count,
};
/** Answer to the creation of a channel. */
export const ChannelMade = z.object({ id: Id, code: z.string() });
