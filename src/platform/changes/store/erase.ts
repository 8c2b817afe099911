import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { erasePayloads } from "./copies.ts";
import { type Emission, emit } from "./outbox.ts";

/**
 * Deletes the payloads of every version of an own record from its log, and tells readers to erase it. Waits
 * for the stream's sequencer: a payload that it has read from the outbox would come back.
 */
export async function eraseRecord(
  tx: Tx,
  record: Pick<Emission, "city" | "audience" | "kind" | "id" | "rev">,
) {
  const { city, audience, kind, id } = record;
  const stream = `${city}/${audience}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sequencer ${stream}`}, 0))`.execute(tx);
  await sql`
    update outbox set payload = null where stream = ${stream} and kind = ${kind} and record_id = ${id}`.execute(
    tx,
  );
  await erasePayloads(tx, { home: city, kind, ids: [id] });
  await emit(tx, { ...record, op: "erase" });
}
