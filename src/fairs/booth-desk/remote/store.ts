import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

/** Returns the home city of an enterprise, or null. */
export async function cityOfEnterprise(db: DbOrTx, id: string): Promise<string | null> {
  const { rows } = await sql<{ homeCity: string }>`
    select home_city from shared.enterprise where id = ${id}::uuid`.execute(db);
  return rows[0]?.homeCity ?? null;
}

export type NewSentScan = {
  id: string;
  registrationId: string;
  postingId: string;
  callName: string | null;
  canDo: string | null;
  note: string | null;
  intent: boolean;
  by: string | null;
  at: Date;
};

export async function insertSentScan(tx: Tx, { by, at, ...scan }: NewSentScan): Promise<void> {
  await tx
    .insertInto("sentScan")
    .values({ ...scan, sentBy: by, scannedAt: at })
    .execute();
}

export type SentScanRow = Omit<NewSentScan, "registrationId" | "postingId" | "by"> & {
  posting: string;
  state: "waiting" | "done" | "refused" | "expired";
  /** Text of the host's answer. */
  answer: string | null;
};

const LIST_MAX = 500;

/** Selects the scans of a booth that were sent to the host, newest first, at most 500. */
export async function selectSentScans(db: DbOrTx, registrationId: string): Promise<SentScanRow[]> {
  const { rows } = await sql<SentScanRow>`
    select s.id, p.title as posting, s.call_name, s.can_do, s.note, s.intent, s.scanned_at as at, c.state, c.answer
    from sent_scan s join shared.posting p on p.id = s.posting_id
    join shared.command_standing c on c.subject_kind = 'boothScan' and c.subject_id = s.id::text
    where s.registration_id = ${registrationId}::uuid order by s.scanned_at desc, s.id desc limit ${LIST_MAX}`.execute(
    db,
  );
  return rows;
}
