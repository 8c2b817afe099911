import type { ChangeOp } from "../../../db/schema/index.ts";

/** Header of a change, which the hash chain covers. Times are ISO 8601 in UTC, digests canonical base64. */
export type Header = {
  v: 1;
  stream: string;
  epoch: number;
  seq: number;
  at: string;
  kind: string;
  schema: number;
  id: string;
  home: string;
  ownerEpoch: number;
  rev: number;
  op: ChangeOp;
  validThrough?: string;
  leaseUntil?: string;
  payloadDigest?: string;
};

/** One numbered change with the data to recompute the chain. */
export type FeedEntry = { header: Header; salt: Uint8Array | null; payload: unknown; hash: Uint8Array };

/** A position in a stream's chain: the hash of entry `seq`, or the genesis hash at 0. */
export type FeedHead = { stream: string; epoch: number; seq: number; hash: Uint8Array };

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
