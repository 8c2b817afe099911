import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { EnterpriseStatus, Flag, PostingStatus, PostingValues } from "../../../db/schema/index.ts";
import { columnOf, IMPORTED_COLUMNS, type ImportColumn, sqlName } from "../columns.ts";
import type { PostingRow } from "../compose/row.ts";
import type { Posting } from "./rows.ts";

export type ImportedRow = Pick<PostingValues, ImportColumn> & {
  id: string;
  enterpriseId: string;
  row: PostingRow;
  sourceKey: string;
  /** SHA-256 of the posting's texts in the source, in hex. */
  sourceDigest: string;
};

const NAMES = IMPORTED_COLUMNS.map(sqlName);
const LIST = NAMES.join(", ");
const KEYS = "id uuid, enterprise_id uuid, source_key text, source_digest text";
const TYPED = IMPORTED_COLUMNS.map((name) => `${sqlName(name)} ${columnOf(name).sql}`).join(", ");

function flat({ row, ...one }: ImportedRow): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...row, ...one }).map(([name, value]) => [sqlName(name), value]),
  );
}

const recordset = (rows: readonly ImportedRow[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows.map(flat))}::jsonb) as n(${sql.raw(`${KEYS}, ${TYPED}`)})`;

export type Imported = { homeCity: string; importId: string; createdBy: string | null };

/** Inserts new drafts in one statement, which fails as a whole if a source key exists. */
export async function insertImportedRows(tx: Tx, one: Imported, rows: readonly ImportedRow[]): Promise<void> {
  await sql`
    insert into posting (id, home_city, enterprise_id, status, source_key, source_digest, import_id, created_by, ${sql.raw(LIST)})
    select n.id, ${one.homeCity}, n.enterprise_id, 'draft', n.source_key, decode(n.source_digest, 'hex'),
      ${one.importId}, ${one.createdBy}, ${sql.raw(NAMES.map((name) => `n.${name}`).join(", "))}
    from ${recordset(rows)}`.execute(tx);
}

/** Updates postings whose source changed. A published posting returns to review. */
export async function updateImportedRows(tx: Tx, one: Imported, rows: readonly ImportedRow[]): Promise<void> {
  await sql`
    update posting p set ${sql.raw(NAMES.map((name) => `${name} = n.${name}`).join(", "))},
      source_digest = decode(n.source_digest, 'hex'), import_id = ${one.importId},
      status = case p.status when 'published' then 'submitted' else p.status end,
      submitted_at = case p.status when 'published' then app.now() else p.submitted_at end,
      return_reasons = case p.status when 'published' then null else p.return_reasons end,
      updated_at = app.now(), rev = p.rev + 1
    from ${recordset(rows)} where p.id = n.id`.execute(tx);
}

/** Selects a city's postings by source key. `hold` locks them until the transaction ends. */
export async function selectBySource(
  db: DbOrTx,
  homeCity: string,
  keys: string[],
  hold: boolean,
): Promise<Posting[]> {
  if (keys.length === 0) return [];
  const query = db
    .selectFrom("posting")
    .selectAll()
    .where("homeCity", "=", homeCity)
    .where("sourceKey", "in", keys)
    .orderBy("id");
  return (hold ? query.forUpdate() : query).execute();
}

export type Employer = { id: string; status: EnterpriseStatus; county: string | null };

/** Selects status and county of the enterprises, and locks them until the transaction ends. */
export async function lockEmployers(tx: Tx, ids: string[]): Promise<Map<string, Employer>> {
  const { rows } = await sql<Employer>`
    select id, status, county from shared.enterprise where id = any(${ids}::uuid[]) order by id for share`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function selectDutyPhrases(db: DbOrTx): Promise<Map<string, string>> {
  const rows = await db.selectFrom("occupation").select(["id", "dutyPhrase"]).execute();
  return new Map(rows.map((row) => [row.id, row.dutyPhrase]));
}

export type Publishable = {
  id: string;
  employerStatus: EnterpriseStatus;
  status: PostingStatus;
  flags: Flag[];
};

/** Selects the postings among the ids that are draft or submitted, with the status of their enterprises. */
export async function selectUnpublished(db: DbOrTx, ids: string[]): Promise<Publishable[]> {
  const { rows } = await sql<Publishable>`
    select p.id, p.status, p.flags, e.status as employer_status from posting p join shared.enterprise e on e.id = p.enterprise_id
    where p.id = any(${ids}::uuid[]) and p.status in ('draft', 'submitted') order by p.id`.execute(db);
  return rows;
}
