import type { Tx } from "../../../db/client.ts";
import { emit } from "../../platform/changes/index.ts";
import { seal } from "./seal.ts";

export type SealedRecord = {
  /** The own city that writes the record, and the city that alone can read it. */
  city: string;
  receiver: string;
  kind: string;
  id: string;
  rev: number;
  /** End of the consent on which the record rests. */
  endsAt?: Date | null;
  value: unknown;
};

/** Inserts a record into the log for one city. Its payload is sealed before it reaches the database. */
export async function emitSealed(tx: Tx, { receiver, value, ...record }: SealedRecord): Promise<void> {
  const payload = await seal(tx, receiver, value);
  await emit(tx, { ...record, audience: `to/${receiver}`, op: "put", payload });
}
