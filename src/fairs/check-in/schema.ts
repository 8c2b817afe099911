import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../platform/core/schema.ts";

export const SCAN_OUTCOMES = [
  "admitted",
  "left",
  "again",
  "notInside",
  "cancelled",
  "waiting",
  "otherVenue",
  "online",
  "otherFair",
  "fairCancelled",
  "early",
  "over",
  "unknown",
] as const;
export const DIRECTIONS = ["in", "out"] as const;
const Instant = z.iso.datetime({ offset: true });

/** Highest number of scans per upload. */
export const UPLOAD_MAX = 100;

const ScanInput = z.strictObject({
  /** The device's id of this scan. The same scan sent again is the same row. */
  id: Id,
  /** The QR code's text, or a typed reference. */
  code: PlainText(1000, 1),
  direction: z.enum(DIRECTIONS).default("in"),
  /** The device's clock. Stored as a note, never used for the order. */
  deviceAt: Instant.nullable().default(null),
  /** The outcome that the device showed without network; null if it waits for this answer. */
  claimed: z.enum(SCAN_OUTCOMES).nullable().default(null),
});

export const ScansInput = z
  .strictObject({
    venueId: Id,
    gate: PlainText(20, 1),
    scans: z.array(ScanInput).min(1).max(UPLOAD_MAX),
  })
  .openapi("FairScansInput");

export const ScanView = z
  .object({
    id: Id,
    outcome: z.enum(SCAN_OUTCOMES),
    /** Reference of the ticket, if it belongs to this fair. */
    reference: z.string().nullable(),
    /** Time and gate of the counted entry, if any. */
    enteredAt: Instant.nullable(),
    gate: z.string().nullable(),
    /** The ticket's own venue if that is another one; its opening time if that is later. */
    venueName: z.string().nullable(),
    from: Instant.nullable(),
  })
  .openapi("FairScan");

export const ScansView = z.object({ now: Instant, items: z.array(ScanView) }).openapi("FairScans");

export const ConflictView = z
  .object({
    id: Id,
    reference: z.string().nullable(),
    gate: z.string(),
    venueName: z.string(),
    outcome: z.enum(SCAN_OUTCOMES),
    receivedAt: Instant,
    deviceAt: Instant.nullable(),
    enteredAt: Instant.nullable(),
    enteredGate: z.string().nullable(),
  })
  .openapi("FairScanConflict");

/** Data for judging tickets without network: public keys, times, and ids of invalid tickets. */
export const ScannerPack = z
  .object({
    now: Instant,
    fairId: Id,
    venueId: Id,
    venueName: z.string(),
    fairCancelled: z.boolean(),
    until: Instant,
    keys: z.array(z.object({ id: z.string(), x: z.string() })),
    cancelled: z.array(Id),
    waiting: z.array(Id),
    entered: z.array(z.object({ id: Id, at: Instant, gate: z.string() })),
  })
  .openapi("FairScannerPack");

export const SelfCheckIn = z.strictObject({ code: PlainText(1000, 1) }).openapi("FairSelfCheckIn");

export type ScanInput = z.infer<typeof ScanInput>;
export type ScansInput = z.infer<typeof ScansInput>;
export type ScanView = z.infer<typeof ScanView>;
export type ConflictView = z.infer<typeof ConflictView>;
export type ScannerPack = z.infer<typeof ScannerPack>;
