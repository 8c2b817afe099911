import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";

/** A log of a hosted city that other nodes may read. `audience`: `public`, or `to/<peer>` for one city. */
export type ToldLog = { city: string; audience: string; log: string; size: number };

/** Returns the logs of hosted cities that others may read now, each with its present size. */
export async function selectToldLogs(db: DbOrTx): Promise<ToldLog[]> {
  const { rows } = await sql<ToldLog>`
    select c.code as city, substring(h.stream from 8) as audience, h.stream || '/' || h.epoch as log, h.size
    from log_head h join city c on c.code = left(h.stream, 6) join city_identity i on i.city = c.code
    where c.hosted and h.size > 0 and h.stream ~ '^[0-9]{6}/(public|to/[0-9]{6})$'
      and not exists (select from restored_log r where r.stream = h.stream)
    order by h.stream`.execute(db);
  return rows;
}

/** What a witness last said of a log. `line`: its cosignature, or null if it only told a size. */
export type Cosigned = { witness: string; epoch: number; size: number; line: string | null; at: Date };

/** Returns the newest cosignature of each witness for a log. */
export async function selectCosigned(db: DbOrTx, stream: string): Promise<Cosigned[]> {
  const { rows } = await sql<Cosigned>`/* planned */
    select witness, epoch, size, line, cosigned_at as at from cosigned_checkpoint
    where stream = ${stream} order by witness`.execute(db);
  return rows;
}

/** Keeps what a witness says of a log. */
export async function keepCosigned(
  db: DbOrTx,
  of: { stream: string; witness: string; epoch: number; size: number; line: string | null },
): Promise<void> {
  await sql`
    insert into cosigned_checkpoint (stream, witness, epoch, size, line)
    values (${of.stream}, ${of.witness}, ${of.epoch}::int, ${of.size}, ${of.line})
    on conflict (stream, witness) do update set epoch = excluded.epoch, size = excluded.size,
      line = excluded.line, cosigned_at = excluded.cosigned_at`.execute(db);
}
