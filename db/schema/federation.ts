import type { Generated } from "kysely";
import type { Json, Stamp, StampOrNull } from "./foundation.ts";

export type CityIdentityTable = {
  city: string;
  /** Begins the names of the city's logs, such as `fx.example.cn/fed`. Survives a new address. */
  origin: string;
  /** Verifier key of the city's offline root, as C2SP signed-note writes it. */
  root: string;
  /** Where the city's node answers: scheme, host and port. */
  url: string;
  createdAt: Stamp;
};

export type NodeKeyUse = "sign" | "encrypt";
export type NodeKeyStatus = "next" | "active" | "retired" | "revoked";
export type NodeKeyTable = {
  city: string;
  kid: string;
  use: NodeKeyUse;
  status: NodeKeyStatus;
  publicKey: Buffer;
  secretSealed: Buffer;
  activeFrom: Stamp;
  endedAt: StampOrNull;
  createdAt: Stamp;
};

export type NodeDirectoryTable = {
  city: string;
  note: string;
  content: Json<unknown>;
  validUntil: Stamp;
  fetchedAt: Stamp;
};

export type FollowedLogState = "following" | "behind" | "resyncing" | "desynchronised" | "frozen";
export type FollowedLogTable = {
  stream: string;
  city: string;
  state: Generated<FollowedLogState>;
  checkpoint: string | null;
  homeSize: Generated<number>;
  contradiction: string | null;
  exchangedAt: StampOrNull;
  failures: Generated<number>;
  fault: string | null;
  retryAt: StampOrNull;
  /** ISO date of the last comparison with the agreements; null if one is due. */
  sharingCheckedOn: string | null;
  createdAt: Stamp;
  /** Signed manifest of the state that is being taken. */
  manifest: string | null;
  partsTaken: Generated<number>;
  /** Time of the newest head of a log for a city of this node, by its home's cosignature. */
  freshAt: StampOrNull;
  /** Time of the last comparison with the home's digests. */
  comparedAt: StampOrNull;
  /** Kinds that differed then; null if the home gave no digest. */
  differing: string[] | null;
  /** Rows that differed from the log here and were repaired. */
  repaired: Generated<number>;
};
export type CopyDelayTable = {
  stream: string;
  day: string;
  withinSecond: Generated<number>;
  withinTen: Generated<number>;
  withinMinute: Generated<number>;
  later: Generated<number>;
};

export type LogStateTable = {
  id: string;
  stream: string;
  epoch: number;
  size: number;
  /** Null while the state is made. */
  manifest: string | null;
  createdAt: Stamp;
};
export type LogStatePartTable = { stateId: string; part: number; seqs: number[] };
export type CosignedCheckpointTable = {
  stream: string;
  witness: string;
  epoch: number;
  size: number;
  /** The signature line with its newline; null if the witness only told the size that it has seen. */
  line: string | null;
  cosignedAt: Stamp;
};
/** The place up to which an own log for one city was looked through for records sealed to an ended key. */
export type SealedCheckTable = {
  stream: string;
  epoch: Generated<number>;
  seq: Generated<number>;
  kids: Generated<string[]>;
};
export type RestoredLogTable = { stream: string; city: string; restoredAt: Stamp };

export type ErasureReceiptTable = {
  stream: string;
  epoch: number;
  seq: number;
  kind: string;
  recordId: string;
  rev: number;
  /** True if no clause gives the record any more; false if its city erased it. */
  ended: Generated<boolean>;
  erasedAt: Stamp;
  stores: string[];
  state: Generated<"waiting" | "done" | "refused">;
  tries: Generated<number>;
  nextTryAt: Stamp;
  status: number | null;
  settledAt: StampOrNull;
};

/** Counts of what purges of another city's record deleted here: its rows, and payloads of its versions. */
export type PurgeMeasureTable = {
  home: string;
  kind: string;
  recordId: string;
  records: number;
  payloads: number;
};

export type ToldRecordTable = {
  /** An own log for one city, such as `210900/to/211400`. */
  stream: string;
  kind: string;
  recordId: string;
  personId: string | null;
  enterpriseId: string | null;
  toldAt: Stamp;
  askedAt: StampOrNull;
  askedFor: "erase" | "ended" | null;
  erasedAt: StampOrNull;
  receiptAt: StampOrNull;
  stores: string[] | null;
  /** Numbers by store, as the receipt says; null for a receipt that says none. */
  deleted: Json<Record<string, number>> | null;
  raisedAt: StampOrNull;
};

/** Numbers of records that were deleted, by kind. */
export type Purged = Record<string, number>;
export type AgreementExitTable = {
  document: string;
  leftCity: string;
  party: string;
  /** The one of the two that this node hosts. */
  own: string;
  leftAt: Stamp;
  purged: Json<Purged>;
  purgedAt: StampOrNull;
  note: string | null;
  completedAt: StampOrNull;
};

/** Row of the view `shared.lease`: a log for the city `reader` of this node whose lease stands. */
export type SharedLease = { stream: string; city: string; reader: string; freshAt: Date };

export type AgreementNoteTable = {
  /** Digest of the first revision's text: the id of the agreement on every node. */
  document: string;
  /** SHA-256 of the text in hex. */
  digest: string;
  revision: number;
  /** True if all parties signed; false if only those that give less. */
  whole: boolean;
  /** Cities whose roots signed. */
  signers: string[];
  note: string;
  activatedAt: Stamp;
};

export type OutgoingCommandState = "waiting" | "done" | "refused" | "expired";
export type OutgoingCommandTable = {
  id: string;
  city: string;
  target: string;
  type: string;
  body: string;
  subjectKind: string;
  subjectId: string;
  state: Generated<OutgoingCommandState>;
  tries: Generated<number>;
  nextTryAt: Stamp;
  expiresAt: Stamp;
  status: number | null;
  answer: string | null;
  settledAt: StampOrNull;
  createdAt: Stamp;
};

/** Row of the view `shared.encryption_key`: a key with which records are sealed for a city. */
export type SharedEncryptionKey = { city: string; kid: string; publicKey: string; validFrom: Date };

/** Row of the view `shared.command_standing`: where a command of a record stands. */
export type SharedCommandStanding = Pick<
  OutgoingCommandTable,
  | "subjectKind"
  | "subjectId"
  | "type"
  | "state"
  | "status"
  | "answer"
  | "createdAt"
  | "settledAt"
  | "id"
  | "target"
  | "body"
>;
