import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { RecordedName } from "../rules.ts";

/**
 * Inserts a recording for a file, unless it is known. It belongs to the take of this connection under this
 * name; without a connection, to a take under this name. Of several, one without a recording goes first, and
 * then the one that began nearest to the file. Returns false if no take has the name.
 */
export async function insertFound(
  db: DbOrTx,
  { id, fileName, name, startedS, client }: RecordedName & { id: string; client: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    with file as (select to_timestamp(${startedS}::float8) as began),
    take as (
      select k.id, k.livestream_id, k.started_at, file.began,
        exists (select from livestream_recording r where r.take_id = k.id) as has_other
      from livestream_take k cross join file
      where k.name = ${name} and (${client}::text is null or k.client = ${client}::text)
      order by has_other, abs(extract(epoch from k.started_at - file.began)), k.id limit 1),
    made as (
      insert into livestream_recording (id, livestream_id, take_id, file_name, starts_at)
      select ${id}::uuid, take.livestream_id, take.id, ${fileName}, case when take.has_other then take.began else take.started_at end
      from take on conflict (file_name) do nothing returning id)
    select exists (select from take) as there, (select count(*) from made) as made`.execute(db);
  return rows[0]?.there ?? false;
}

/** Returns those of the file names that are known, and whether their bytes are taken in. */
export async function selectKnown(
  db: DbOrTx,
  fileNames: readonly string[],
): Promise<{ fileName: string; taken: boolean }[]> {
  const { rows } = await sql<{ fileName: string; taken: boolean }>`
    select file_name, taken_at is not null as taken from livestream_recording
    where file_name = any(${[...fileNames]}::text[])`.execute(db);
  return rows;
}
