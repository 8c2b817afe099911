import type { Generated } from "kysely";
import type { Stamp, StampOrNull } from "../foundation.ts";

/** The reason why a recording could not be taken in or cut at the last try. */
export type RecordingFault = "missing" | "refused" | "full" | "empty" | "ffmpeg" | "broken" | "other";

/** One file that the streaming server recorded. After `deletedAt` the row is the receipt. */
export type LivestreamRecordingTable = {
  id: string;
  livestreamId: string;
  takeId: string;
  fileName: string;
  startsAt: Stamp;
  foundAt: Stamp;
  dueAt: Stamp;
  tries: Generated<number>;
  fault: RecordingFault | null;
  fileId: string | null;
  sha256: Buffer | null;
  size: number | null;
  lengthMs: number | null;
  takenAt: StampOrNull;
  keepUntil: StampOrNull;
  sealedAt: StampOrNull;
  cutAt: StampOrNull;
  filmId: string | null;
  filmStartsAt: StampOrNull;
  filmMs: number | null;
  hiddenAt: StampOrNull;
  hiddenBy: string | null;
  hiddenReason: string | null;
  deletedAt: StampOrNull;
};

/** The part of a recording's film in which one posting is explained. */
export type LivestreamClipTable = {
  id: string;
  recordingId: string;
  pinId: string;
  postingId: string;
  fileId: string;
  startsMs: number;
  lengthMs: number;
  madeAt: Stamp;
};
