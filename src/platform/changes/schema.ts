import type { ChangeOp } from "../../../db/schema/index.ts";

/**
 * Header of a log's entry; its text is the leaf of the tree. Times are ISO 8601 in UTC, digests canonical
 * base64.
 */
export type Header = {
  v: 1;
  /** The log: city, audience and epoch, such as `210900/public/1`. */
  log: string;
  /** Place in the log, from 1 without gaps. */
  seq: number;
  at: string;
  kind: string;
  /** Version of the payload's schema. */
  schema: number;
  /** Id of the record. */
  id: string;
  /** The city that alone writes the record. */
  home: string;
  ownerEpoch: number;
  rev: number;
  op: ChangeOp;
  /** Id of the agreement under which alone the payload is given. */
  agreement?: string | undefined;
  validThrough?: string | undefined;
  /** End of the consent on which the record rests. */
  endsAt?: string | undefined;
  /** base64 of SHA-256(salt ‖ payload text). Absent where there never was a payload. */
  payloadDigest?: string | undefined;
};

/**
 * An entry as it was hashed and is sent: the text of its header, and the text and salt (16 bytes) of its
 * payload. Both are null where there is no payload, or where it was erased.
 */
export type LogEntry = { header: string; payload: string | null; salt: Uint8Array | null };

/** A position in a stream: after entry `seq` of the log of `epoch`. */
export type Position = { stream: string; epoch: number; seq: number };

/**
 * A change as consumers get it. `payload` is null for a close or an erasure, and for a version erased later.
 */
export type Change = {
  stream: string;
  epoch: number;
  seq: number;
  kind: string;
  id: string;
  home: string;
  op: ChangeOp;
  rev: number;
  ownerEpoch: number;
  at: Date;
  payload: unknown;
};
