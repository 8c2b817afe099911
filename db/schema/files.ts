import type { Generated } from "kysely";
import type { Stamp, StampOrNull } from "./foundation.ts";

export type FileState = "writing" | "stored" | "removed";

export type FileTable = {
  id: string;
  use: string;
  ownerKind: string;
  ownerId: string;
  mediaType: string;
  state: FileState;
  size: Generated<number>;
  sha256: Buffer | null;
  createdAt: Stamp;
  touchedAt: Stamp;
  keptUntil: StampOrNull;
};

export type FileUseTable = { use: string; size: number };
export type FilePlaceTable = { single: Generated<boolean>; id: string };
export type FileUnknownTable = { id: string; seenAt: Stamp };
