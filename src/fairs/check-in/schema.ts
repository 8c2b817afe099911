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
  /** Id that the device gives the scan. A repeated upload with the same id makes no second row. */
  id: Id,
  /** Text of the QR code, or a typed reference. */
  code: PlainText(1000, 1),
  direction: z.enum(DIRECTIONS).default("in"),
  /** Time on the device's clock. Stored only: it decides neither the order nor the outcome. */
  deviceAt: Instant.nullable().default(null),
  /** Outcome that the device showed without network; null if the device waits for the response. */
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
    /** Time and gate of the last entry, if any. */
    enteredAt: Instant.nullable(),
    gate: z.string().nullable(),
    /**
     * `venueName`: the ticket's venue, only if `outcome` is `otherVenue`. `from`: start of admission, only if
     * it is `early`.
     */
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

/**
 * Data with which a device judges tickets without network: public keys, times, and ids of tickets not to
 * admit.
 */
export const ScannerPack = z
  .object({
    now: Instant,
    fairId: Id,
    venueId: Id,
    venueName: z.string(),
    fairCancelled: z.boolean(),
    /** Start and end of admission without an entry slot. */
    from: Instant,
    until: Instant,
    /**
     * Valid tickets of this venue by the start of their admission. Without entry slots it is empty, and
     * `from` holds for all. The times in a code do not decide: the fair may have changed since.
     */
    entries: z.array(z.object({ from: Instant, tickets: z.array(Id) })),
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
