import type { Json, Stamp, StampOrNull } from "../foundation.ts";
import type { LinkPlatform } from "./livestream.ts";

/** The audience of a livestream. `figures` are what the viewers' rows came to at `frozenAt`. */
export type LivestreamAudienceTable = {
  livestreamId: string;
  origin: Stamp;
  figures: Json<unknown> | null;
  frozenAt: StampOrNull;
  erasedAt: StampOrNull;
};

/** One viewer. Bit n of `picture` and `text`: seen in minute n from the origin. */
export type LivestreamViewerTable = {
  livestreamId: string;
  viewer: Buffer;
  picture: string;
  text: string;
  firstAt: Stamp;
  lastAt: Stamp;
  via: string | null;
};

export type UncountedReason =
  | "robot"
  | "head"
  | "token"
  | "forged"
  | "expired"
  | "early"
  | "still"
  | "window"
  | "address"
  | "overflow";

export type LivestreamUncountedTable = {
  livestreamId: string;
  reason: UncountedReason;
  process: string;
  n: number;
};

export type PlatformMeasure = "people" | "visits" | "peak" | "likes";

export type LivestreamPlatformFigureTable = {
  id: string;
  livestreamId: string;
  platform: LinkPlatform;
  measure: PlatformMeasure;
  value: number;
  source: string;
  asOf: Stamp;
  enteredBy: string | null;
  enteredAt: Stamp;
  replaces: string | null;
};

/** Figures that a city's log tells of the viewers whom its node counted. */
export type LivestreamToldAudienceTable = {
  id: string;
  livestreamId: string;
  city: string;
  rev: number;
  figures: Json<unknown>;
  toldAt: Stamp;
};
