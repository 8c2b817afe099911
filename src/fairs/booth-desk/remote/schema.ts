import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../../platform/core/schema.ts";

/** Payload of the command `boothScan`. It names a ticket, and nobody. */
export const BoothScanCommand = z.strictObject({
  /** Id that the device gave the scan. */
  nonce: Id,
  /** Text of the ticket's QR code, or a typed reference. */
  code: z.string().min(1).max(600),
  postingId: Id,
  intent: z.boolean(),
  /** Time of the scan by the clock of the desk's node, or of its device. */
  scannedAt: z.iso.datetime(),
});
export type BoothScanCommand = z.infer<typeof BoothScanCommand>;

/** The host's answer to the enterprise's node. It does not say who the person is. */
export const HOST_OUTCOMES = ["applied", "again", "visited", "passedOn"] as const;
export const ScanAnswer = z.object({
  visitId: Id,
  outcome: z.enum(HOST_OUTCOMES),
  intent: z.boolean(),
  entered: z.boolean(),
});
export type ScanAnswer = z.infer<typeof ScanAnswer>;

/** A sealed record of kind `boothScan`: a person showed the ticket at a booth of the fair. */
export const ToldScan = z.strictObject({
  subject: z.string().min(16).max(100),
  fairId: Id,
  ticketId: Id,
  registrationId: Id,
  postingId: Id,
  intent: z.boolean(),
  at: z.iso.datetime(),
});
export type ToldScan = z.infer<typeof ToldScan>;

/** A scan that this node sent to the host of the fair. */
export const SentScanView = z
  .object({
    id: Id,
    posting: z.string(),
    at: z.iso.datetime(),
    callName: PlainText(20).nullable(),
    canDo: PlainText(100).nullable(),
    note: PlainText(500).nullable(),
    /** True if the desk recorded an intent. */
    intent: z.boolean(),
    /** `sent`: the host has not answered yet. `refused`: it did not count the scan. */
    state: z.enum(["sent", "done", "refused"]),
    /** Outcome at the host. Null unless `state` is `done`. */
    outcome: z.enum(HOST_OUTCOMES).nullable(),
    /** Code of the host's error, or of its first field. Null unless `state` is `refused`. */
    refusal: z.string().nullable(),
  })
  .openapi("SentBoothScan");
export type SentScanView = z.infer<typeof SentScanView>;
