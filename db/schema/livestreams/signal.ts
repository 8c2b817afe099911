import type { Generated } from "kysely";
import type { JsonOrNull, Stamp, StampOrNull } from "../foundation.ts";
import type { LinkPlatform } from "./livestream.ts";

/** The signal of a livestream's source, as probes saw it. A trigger writes `runFrom` and `lostAt`. */
export type LivestreamSignalTable = {
  livestreamId: string;
  firstAdvancedAt: StampOrNull;
  advancedAt: StampOrNull;
  endedAt: StampOrNull;
  freshS: Generated<number>;
  runFrom: StampOrNull;
  lostAt: StampOrNull;
  toldRev: Generated<number>;
  toldAt: StampOrNull;
  toldAdvancing: boolean | null;
  /** Seconds for which a copy goes on while its home says nothing. Null for an own livestream. */
  holdS: number | null;
  delayMs: number | null;
  bitrateKbps: number | null;
  measuredAt: StampOrNull;
};

/** The own streaming server of an installation. */
export type StreamServerKind = "nginx" | "srs" | "tencent";
export type LivestreamSourceKind = "address" | "server" | "link";

/** A source of a livestream: one that is looked at, and pages on other platforms. */
export type LivestreamSourceTable = {
  id: string;
  livestreamId: string;
  kind: LivestreamSourceKind;
  /** Address of the playlist, or of the page on the other platform. */
  url: string | null;
  platform: Exclude<LinkPlatform, "other"> | null;
  /** Public name under which a publisher sends. */
  name: string | null;
  keyHash: Buffer | null;
  keyIssuedAt: StampOrNull;
  /** The state after the newest looks: `SignalState` in src/livestreams/signal/rules.ts. */
  state: JsonOrNull<unknown>;
  looks: Generated<number>;
  failures: Generated<number>;
  nextLookAt: Stamp;
  createdAt: Stamp;
};

export type LivestreamTakeEnd =
  | "unpublished"
  | "endlist"
  | "restarted"
  | "lost"
  | "replaced"
  | "key"
  | "source"
  | "over";

/** One unbroken signal. `client` is the publisher's connection; null for a take that a look began. */
export type LivestreamTakeTable = {
  id: string;
  livestreamId: string;
  client: string | null;
  /** Public name under which the publisher sent. Null for a take that a look began. */
  name: string | null;
  startedAt: Stamp;
  firstAdvancedAt: StampOrNull;
  advancedAt: StampOrNull;
  endedAt: StampOrNull;
  reason: LivestreamTakeEnd | null;
};
