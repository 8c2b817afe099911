import type { Generated } from "kysely";
import type { Stamp } from "./foundation.ts";

export type ChannelKind = "account" | "poster" | "sms" | "community" | "stream" | "other";

export type FairChannelTable = {
  id: string;
  fairId: string;
  city: string;
  code: string;
  name: string;
  kind: ChannelKind;
  createdBy: string | null;
  createdAt: Stamp;
};

export type FairChannelDayTable = { channelId: string; day: string; visits: Generated<number> };
