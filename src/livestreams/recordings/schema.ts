import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../platform/core/schema.ts";

const Instant = z.iso.datetime();

export const Replay = z
  .object({
    takes: z.array(
      z.object({
        /** Id of the recording. */
        id: Id,
        /** Time of its first picture. */
        startsAt: Instant,
        lengthMs: z.number().int(),
        /** True if its film can be watched. False: it is being cut, or nothing here can cut it. */
        film: z.boolean(),
        /** Address of its film: a path here, or a whole one at the home of a copy. Null for no film. */
        url: z.string().nullable(),
        chapters: z.array(
          z.object({
            pinId: Id,
            postingId: Id,
            title: z.string(),
            employer: z.string(),
            startMs: z.number().int(),
            endMs: z.number().int(),
          }),
        ),
      }),
    ),
  })
  .openapi("LivestreamReplay");

/**
 * State of a recording's film. `waiting`: it is cut once the livestream is over. `ready`: it can be watched.
 * `none`: no part of the recording was on air. `absent`: nothing here can cut it.
 */
export const FILM_STATES = ["waiting", "ready", "none", "absent"] as const;
export const RECORDING_FAULTS = ["missing", "refused", "full", "empty", "ffmpeg", "broken", "other"] as const;

export const RecordingList = z
  .object({
    items: z.array(
      z.object({
        id: Id,
        fileName: z.string(),
        startsAt: Instant,
        lengthMs: z.number().int().nullable(),
        size: z.number().int().nullable(),
        /** SHA-256 of the whole recording, as hexadecimal digits. */
        sha256: z.string().nullable(),
        fault: z.enum(RECORDING_FAULTS).nullable(),
        takenAt: Instant.nullable(),
        film: z.enum(FILM_STATES),
        sealedAt: Instant.nullable(),
        /** The bytes are kept until this time. Nobody can delete them before. */
        keepUntil: Instant.nullable(),
        hidden: z.object({ at: Instant, reason: z.string() }).nullable(),
        /** Time at which the bytes were deleted after their term. The other fields are the receipt. */
        deletedAt: Instant.nullable(),
      }),
    ),
  })
  .openapi("LivestreamRecordings");

export const RecordingAction = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("hide"), reason: PlainText(300, 1) }),
    z.strictObject({ action: z.literal("show") }),
  ])
  .openapi("RecordingAction");

export type Replay = z.infer<typeof Replay>;
export type RecordingList = z.infer<typeof RecordingList>;
export type FilmState = (typeof FILM_STATES)[number];
export type RecordingAction = z.infer<typeof RecordingAction>;
