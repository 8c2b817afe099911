import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { PostingColumn } from "../../../../db/schema/index.ts";
import { type Copy, deleteOrEmpty, type Held } from "../../../platform/changes/index.ts";
import { COMPOSED_COLUMNS, columnOf, PUBLIC_COLUMNS, sqlName } from "../../columns.ts";
import type { CopiedRow } from "./row.ts";

const NAMES = PUBLIC_COLUMNS.filter(
  (name): name is keyof CopiedRow => !["status", "expiresAt", "closedAt"].includes(name),
);
const TYPES = Object.fromEntries(NAMES.map((name) => [name, columnOf(name).sql])) as Record<
  keyof CopiedRow,
  PostingColumn["sql"]
>;
const KEPT: ReadonlySet<string> = new Set(["id", "homeCity"]);
const LIST = NAMES.map(sqlName).join(", ");
const GIVEN = NAMES.map((name) => `n."${name}"`).join(", ");
const SET = NAMES.filter((name) => !KEPT.has(name))
  .map((name) => `${sqlName(name)} = excluded.${sqlName(name)}`)
  .join(", ");

/** Writes copies of published postings, each if it is newer than the one that is here. */
export async function putCopies(tx: Tx, copies: readonly CopiedRow[]): Promise<void> {
  await sql`
    insert into posting as p (${sql.raw(LIST)}, province, status, created_at)
    select ${sql.raw(GIVEN)}, (select parent from division where code = n.city), 'published', n."publishedAt"
    from ${rowList(copies, TYPES)} order by n.id
    on conflict (id) do update set ${sql.raw(SET)}, province = excluded.province, status = 'published',
      close_reason = null, closed_at = null
    where p.home_city = excluded.home_city and p.rev < excluded.rev`.execute(tx);
}

/** Closes copies whose home closed the posting or shows it no longer. */
export async function closeCopies(tx: Tx, copies: readonly Copy[]): Promise<void> {
  await sql`
    update posting p set status = 'closed', closed_at = app.now(), rev = n.rev, updated_at = app.now()
    from ${rowList<"id" | "home" | "rev">(copies, { id: "uuid", home: "text", rev: "int" })}
    where p.id = n.id and p.home_city = n.home and p.rev < n.rev`.execute(tx);
}

/** Returns those of the codes that the tables of trades and places here do not hold. */
export async function unknownCodes(
  db: DbOrTx,
  { occupations, divisions }: { occupations: readonly string[]; divisions: readonly string[] },
): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`/* planned */
    select distinct code from unnest(${[...new Set(occupations)]}::text[]) as o(code)
    where not exists (select 1 from occupation where id = o.code)
    union all
    select distinct code from unnest(${[...new Set(divisions)]}::text[]) as d(code)
    where not exists (select 1 from division where division.code = d.code)`.execute(db);
  return new Set(rows.map(({ code }) => code));
}

/** SQL for the published postings of a city. Those of a suspended enterprise are hidden at their home. */
export const postingsToldBy = (city: string) => sql<Held>`
  select p.id, p.rev from posting p
  where p.home_city = ${city} and p.status = 'published' and p.expires_at > (select app.now())
    and not (app.is_hosted(p.home_city) and exists (
      select from shared.enterprise e where e.id = p.enterprise_id and e.status = 'suspended'))`;

/** SQL condition: the posting is of the city, and another node hosts it. */
const copiedFrom = (home: string) => sql`home_city = ${home} and not app.is_hosted(home_city)`;

const EMPTIED = sql.raw(
  COMPOSED_COLUMNS.filter((name) => name !== "title")
    .map((name) => `${sqlName(name)} = ${columnOf(name).filled === undefined ? "null" : "default"}`)
    .join(", "),
);

/** Deletes copies of postings and the calls that were counted for them. */
export const purgeCopies = (tx: Tx, home: string, ids: readonly string[]): Promise<string[]> =>
  deleteOrEmpty(tx, ids, {
    async remove(some) {
      await sql`
        delete from call_click where posting_id in (
          select id from posting where id = any(${some}::uuid[]) and ${copiedFrom(home)})`.execute(tx);
      const { rows } = await sql<{ id: string }>`
        delete from posting where id = any(${some}::uuid[]) and ${copiedFrom(home)} returning id`.execute(tx);
      return rows.map(({ id }) => id);
    },
    async empty(some) {
      const { rows } = await sql<{ id: string }>`
        update posting set status = 'closed', closed_at = app.now(), rev = 0, updated_at = app.now(), ${EMPTIED}
        where id = any(${some}::uuid[]) and ${copiedFrom(home)} returning id`.execute(tx);
      return rows.map(({ id }) => id);
    },
  });
