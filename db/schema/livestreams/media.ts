import type { Stamp } from "../foundation.ts";

/** The poster or the captions of a livestream. Only a poster has a width and a height, in pixels. */
export type LivestreamMediaTable = {
  livestreamId: string;
  use: "poster" | "captions";
  fileId: string | null;
  url: string | null;
  width: number | null;
  height: number | null;
  updatedAt: Stamp;
};
