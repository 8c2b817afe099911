import type { Tx } from "../../db/client.ts";
import type { ChangeOp } from "../../db/schema/index.ts";

export type Emission = {
  /** Home city of the record. */
  city: string;
  /** `public` leaves the city under its agreements; `local` never does. */
  audience: "public" | "local";
  kind: string;
  id: string;
  rev: number;
  op: ChangeOp;
  payload?: unknown;
  validThrough?: Date | null;
};

/**
 * Puts one change into the outbox: last in the business transaction, under the record's row lock, so that two writers
 * of one record enter in the order of its revisions.
 */
export async function emit(tx: Tx, change: Emission): Promise<void> {
  await tx
    .insertInto("outbox")
    .values({
      stream: `${change.city}/${change.audience}`,
      kind: change.kind,
      recordId: change.id,
      home: change.city,
      rev: change.rev,
      op: change.op,
      validThrough: change.validThrough ?? null,
      payload: change.payload === undefined ? null : JSON.stringify(change.payload),
    })
    .execute();
}
