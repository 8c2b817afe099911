import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList, timeOnce } from "../../../db/row-list.ts";
import type {
  EnterpriseStatus,
  Flag,
  PostingColumn,
  PostingStatus,
  PostingValues,
} from "../../../db/schema/index.ts";
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

const NAMES = IMPORTED_COLUMNS.map((name) => ({ column: sqlName(name), given: `n."${name}"` }));
const LIST = NAMES.map(({ column }) => column).join(", ");
const KEYS = { id: "uuid", enterpriseId: "uuid", sourceKey: "text", sourceDigest: "text" } as const;
const TYPES = Object.fromEntries(IMPORTED_COLUMNS.map((name) => [name, columnOf(name).sql])) as Record<
  (typeof IMPORTED_COLUMNS)[number],
  PostingColumn["sql"]
>;

const given = (rows: readonly ImportedRow[]) =>
  rowList(
    rows.map(({ row, ...one }) => Object.assign({ ...row }, one)),
    { ...KEYS, ...TYPES },
  );

export type Imported = { homeCity: string; importId: string; createdBy: string | null };

/** Inserts new drafts in one statement, which fails as a whole if a source key exists. */
export async function insertImportedRows(tx: Tx, one: Imported, rows: readonly ImportedRow[]): Promise<void> {
  await sql`
    insert into posting (id, home_city, enterprise_id, status, source_key, source_digest, import_id, created_by,
      created_at, updated_at, ${sql.raw(LIST)})
    select n.id, ${one.homeCity}, n."enterpriseId", 'draft', n."sourceKey", decode(n."sourceDigest", 'hex'),
      ${one.importId}, ${one.createdBy}, t.now, t.now, ${sql.raw(NAMES.map(({ given }) => given).join(", "))}
    from ${given(rows)}, ${timeOnce}`.execute(tx);
}

/** Updates postings whose source changed. A published posting returns to review. */
export async function updateImportedRows(tx: Tx, one: Imported, rows: readonly ImportedRow[]): Promise<void> {
  await sql`
    update posting p set ${sql.raw(NAMES.map(({ column, given }) => `${column} = ${given}`).join(", "))},
      source_digest = decode(n."sourceDigest", 'hex'), import_id = ${one.importId},
      status = case p.status when 'published' then 'submitted' else p.status end,
      submitted_at = case p.status when 'published' then app.now() else p.submitted_at end,
      return_reasons = case p.status when 'published' then null else p.return_reasons end,
      updated_at = app.now(), rev = p.rev + 1
    from ${given(rows)} where p.id = n.id`.execute(tx);
}

/**
 * Selects ids by source key, each by one probe of the unique index. While statistics are older than an
 * import, a condition on all keys at once would read all postings of the city.
 */
const idsOf = (homeCity: string, keys: readonly string[]) => sql`
  select p.id from unnest(${keys}::text[]) as k(key) cross join lateral (
    select id from posting where home_city = ${homeCity} and source_key = k.key limit 1) p`;

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
    .where("id", "=", sql<string>`any(array(${idsOf(homeCity, keys)}))`)
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
