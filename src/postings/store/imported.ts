import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { type SqlType, selectRows, timeOnce } from "../../../db/row-list.ts";
import type {
  EnterpriseStatus,
  Flag,
  PostingColumn,
  PostingStatus,
  PostingValues,
} from "../../../db/schema/index.ts";
import { traceOfRows } from "../../platform/changes/index.ts";
import type { Auditor } from "../../platform/core/store.ts";
import {
  COMPOSED_COLUMNS,
  type ComposedColumn,
  columnOf,
  IMPORTED_COLUMNS,
  type ImportColumn,
  sqlName,
} from "../columns.ts";
import type { PostingRow } from "../compose/row.ts";
import type { Posting } from "./rows.ts";

export type ImportedRow = Pick<PostingValues, ImportColumn> & {
  id: string;
  enterpriseId: string;
  row: PostingRow;
  sourceKey: string;
  /** The posting's texts in the source, of which the database stores the SHA-256. */
  said: string;
};

const NAMES = IMPORTED_COLUMNS.map((name) => ({ column: sqlName(name), given: `n."${name}"` }));
const DIGEST = sql`sha256(convert_to(n.said, 'UTF8'))`;
const LIST = NAMES.map(({ column }) => column).join(", ");
const KEYS = { id: "uuid", enterpriseId: "uuid", sourceKey: "text", said: "text" } as const;
const TYPES = Object.fromEntries(IMPORTED_COLUMNS.map((name) => [name, columnOf(name).sql])) as Record<
  (typeof IMPORTED_COLUMNS)[number],
  PostingColumn["sql"]
>;

const COMPOSED: ReadonlySet<string> = new Set(COMPOSED_COLUMNS);
const isComposed = (name: string): name is ComposedColumn => COMPOSED.has(name);
type Given = keyof typeof KEYS | keyof typeof TYPES;

/** Returns the values of a column of imported rows, in their order. */
const valuesOf = (rows: readonly ImportedRow[], name: Given): unknown[] =>
  isComposed(name) ? rows.map(({ row }) => row[name]) : rows.map((row) => row[name]);

const given = (rows: readonly ImportedRow[]) =>
  selectRows(rows.length, { ...KEYS, ...TYPES }, (name) => valuesOf(rows, name));

export type Imported = {
  homeCity: string;
  importId: string;
  createdBy: string | null;
  /** True for an enterprise's own sheet: its postings are its own words, and name no import. */
  own: boolean;
};

/**
 * A statement of the caller that runs as part of the insert. It reads the new postings from `n`, with their
 * `id` and the `columns` of `rows`, which are in the order of the postings.
 */
export type Besides = {
  columns: Readonly<Record<string, SqlType>>;
  rows: readonly Readonly<Record<string, unknown>>[];
  statement: RawBuilder<unknown>;
};

/**
 * Returns a statement that inserts new drafts with their audit rows and changes, and runs the statement
 * `besides`. It fails as a whole if a source key exists.
 */
export function insertOfImported(
  ctx: Auditor,
  one: Imported,
  rows: readonly ImportedRow[],
  besides: Besides,
): RawBuilder<unknown> {
  const auditIds = rows.map(() => ctx.ids.uuid());
  const columns = { ...KEYS, ...TYPES, auditId: "uuid", ...besides.columns } as const;
  const all = selectRows(rows.length, columns, (name) => {
    if (name === "auditId") return auditIds;
    return Object.hasOwn(besides.columns, name)
      ? besides.rows.map((row) => row[name])
      : valuesOf(rows, name as Given);
  });
  const trace = traceOfRows(ctx, {
    kind: "posting",
    city: one.homeCity,
    action: "posting.import",
    rev: 1,
    detail: sql`jsonb_build_object('importId', ${one.importId}::text, 'missing', to_jsonb(n.missing))`,
    payload: sql`jsonb_build_object('action', 'import', 'status', 'draft', 'enterpriseId', n."enterpriseId"::text)`,
  });
  return sql`
    with n as materialized (${all}), ${trace}, besides as (${besides.statement})
    insert into posting (id, home_city, enterprise_id, status, source_key, source_digest, import_id, created_by,
      created_at, updated_at, ${sql.raw(LIST)})
    select n.id, ${one.homeCity}, n."enterpriseId", 'draft', n."sourceKey", ${DIGEST},
      ${one.own ? null : one.importId}::uuid, ${one.createdBy}, t.now, t.now, ${sql.raw(NAMES.map(({ given }) => given).join(", "))}
    from n, ${timeOnce}`;
}

/** Updates postings whose source changed. A published posting returns to review. */
export async function updateImportedRows(tx: Tx, one: Imported, rows: readonly ImportedRow[]): Promise<void> {
  await sql`
    update posting p set ${sql.raw(NAMES.map(({ column, given }) => `${column} = ${given}`).join(", "))},
      source_digest = ${DIGEST}, import_id = ${one.own ? null : one.importId}::uuid,
      status = case p.status when 'published' then 'submitted' else p.status end,
      submitted_at = case p.status when 'published' then app.now() else p.submitted_at end,
      return_reasons = case p.status when 'published' then null else p.return_reasons end,
      updated_at = app.now(), rev = p.rev + 1
    from (${given(rows)}) as n where p.id = n.id`.execute(tx);
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
