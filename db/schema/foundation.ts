import type { ColumnType, Generated } from "kysely";

/** A timestamptz column: read as Date; written as Date, or omitted for its default. */
export type Stamp = ColumnType<Date, Date | undefined, Date>;
export type StampOrNull = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** A jsonb column: read as T, written as JSON text. */
export type Json<T> = ColumnType<T, string | undefined, string>;
export type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;

export type AuditTable = {
  id: string;
  at: Stamp;
  actorKind: string;
  accountId: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  city: string | null;
  detail: Json<Record<string, unknown>>;
  requestId: string | null;
  /** The city of an actor that is another city. */
  actorCity: string | null;
};

export type ChangeOp = "put" | "close" | "erase" | "moveOut" | "moveIn" | "key" | "noop";

export type OutboxTable = {
  id: Generated<number>;
  stream: string;
  kind: string;
  recordId: string;
  home: string;
  ownerEpoch: Generated<number>;
  rev: number;
  op: ChangeOp;
  schemaVersion: Generated<number>;
  validThrough: StampOrNull;
  leaseUntil: StampOrNull;
  payload: JsonOrNull<unknown>;
  createdAt: Stamp;
  agreement: string | null;
  endsAt: StampOrNull;
};

export type LogHeadTable = {
  stream: string;
  epoch: Generated<number>;
  size: Generated<number>;
  frontier: ColumnType<Buffer, Buffer | undefined, Buffer>;
  stateSize: Generated<number>;
  forgottenEpoch: Generated<number>;
  forgottenSeq: Generated<number>;
};

export type LogEntryTable = {
  stream: string;
  epoch: number;
  seq: number;
  kind: string;
  recordId: string;
  op: ChangeOp;
  rev: number;
  at: Stamp;
  header: string;
  salt: Buffer | null;
  payload: string | null;
};

export type LogTileHashTable = { stream: string; epoch: number; level: number; n: number; hash: Buffer };

export type ConsumerCursorTable = {
  consumer: string;
  stream: string;
  epoch: number;
  seq: number;
  updatedAt: Stamp;
};

export type QuarantineTable = {
  consumer: string;
  stream: string;
  epoch: number;
  seq: number;
  error: string;
  at: Stamp;
};

export type TaskTable = {
  id: string;
  kind: string;
  key: string;
  payload: Json<Record<string, unknown>>;
  dueAt: Stamp;
  attempts: Generated<number>;
  leasedUntil: StampOrNull;
  abandoned: Generated<number>;
  lastError: string | null;
  doneAt: StampOrNull;
  deadAt: StampOrNull;
  createdAt: Stamp;
};

export type RateLimitTable = { key: string; points: number; expire: number | null };

export type IdempotencyTable = {
  scope: string;
  key: string;
  requestHash: Buffer;
  requestId: string | null;
  status: number | null;
  answer: Buffer | null;
  createdAt: Stamp;
};

export type CommandTable = {
  origin: string;
  id: string;
  type: string;
  digest: Buffer;
  result: JsonOrNull<unknown>;
  createdAt: Stamp;
};
