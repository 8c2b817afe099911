import type { Generated } from "kysely";
import type { Stamp } from "../foundation.ts";

export type ChannelKind = "account" | "poster" | "sms" | "community" | "stream" | "other";

export type ChannelTable = {
  id: string;
  eventKind: string;
  eventId: string;
  city: string;
  code: string;
  name: string;
  kind: ChannelKind;
  createdBy: string | null;
  createdAt: Stamp;
};

/** A visitor who was counted on a day, as a keyed hash that holds the day. */
export type ChannelVisitorTable = { channelId: string; day: string; visitor: Buffer };

export type ChannelDayTable = { channelId: string; day: string; visits: Generated<number> };
