import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { RecordingFault } from "../../../../db/schema/index.ts";
import { OVER_AT, withSignal } from "../../livestream/index.ts";

/** Time for which a worker holds a recording without a sign of life. */
const LEASE = sql`interval '2 minutes'`;

/** A recording that a worker holds. `tries` tells this hold from every other. */
export type Held = { id: string; livestreamId: string; tries: number };

/** SQL condition over a recording `r`: nobody holds it, and its next try is due. */
const FREE = sql`r.deleted_at is null and r.due_at <= t.now`;
/** SQL condition over a livestream `l`: it is over, or never took place. */
const OVER = sql`(l.status = 'cancelled' or ${OVER_AT} <= t.now)`;

/**
 * Takes hold of one recording at the given stage, oldest first, in one statement. Of workers who come at
 * once, each gets another one.
 */
async function hold<T extends Held>(
  db: DbOrTx,
  stage: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
): Promise<T | undefined> {
  const { rows } = await sql<T>`
    with one as (
      select r.id, l.on_air_at, ${OVER_AT} as over_at from ${withSignal(sql`livestream l`)}
      join livestream_recording r on r.livestream_id = l.id where ${FREE} and ${stage}
      order by r.due_at, r.id limit 1 for update of r skip locked)
    update livestream_recording r set due_at = app.now() + ${LEASE}, tries = tries + 1
    from one where r.id = one.id
    returning r.id, r.livestream_id, r.tries, ${columns}`.execute(db);
  return rows[0];
}

export type HeldFile = Held & { fileName: string };

/** Takes hold of a recording whose file is not taken in. */
export const holdFound = (db: DbOrTx): Promise<HeldFile | undefined> =>
  hold(db, sql`r.taken_at is null`, sql`r.file_name`);

export type HeldCut = Held & {
  fileId: string;
  startsAt: Date;
  lengthMs: number;
  onAirAt: Date | null;
  overAt: Date | null;
};

/** Takes hold of a recording that is not cut, of a livestream that is over. */
export const holdUncut = (db: DbOrTx): Promise<HeldCut | undefined> =>
  hold(
    db,
    sql`r.taken_at is not null and r.cut_at is null and ${OVER}`,
    sql`r.file_id, r.starts_at, r.length_ms, one.on_air_at, one.over_at`,
  );

/** Shows that the worker is at work. */
export async function extendHold(db: DbOrTx, { id, tries }: Held): Promise<void> {
  await sql`
    update livestream_recording set due_at = app.now() + ${LEASE} where id = ${id} and tries = ${tries}`.execute(
    db,
  );
}

/** Lets go of a recording after a failure, until the next try. */
export async function letGo(
  db: DbOrTx,
  { id, tries }: Held,
  { fault, afterMin }: { fault: RecordingFault; afterMin: number },
): Promise<void> {
  await sql`
    update livestream_recording set fault = ${fault}, due_at = app.now() + make_interval(mins => ${afterMin})
    where id = ${id} and tries = ${tries}`.execute(db);
}

/**
 * Notes that the whole recording is in the place of files. Returns the time until which it is kept; undefined
 * if another worker holds the recording.
 */
export async function markTaken(
  tx: Tx,
  of: Held & { fileId: string; sha256: Buffer; size: number; lengthMs: number; years: number },
): Promise<Date | undefined> {
  const { rows } = await sql<{ keepUntil: Date }>`
    update livestream_recording r set file_id = ${of.fileId}, sha256 = ${of.sha256}, size = ${of.size},
      length_ms = ${of.lengthMs},
      taken_at = app.now(), keep_until = app.now() + make_interval(years => ${of.years}),
      fault = null, tries = 0, due_at = app.now()
    where r.id = ${of.id} and r.tries = ${of.tries} and r.taken_at is null returning r.keep_until`.execute(
    tx,
  );
  return rows[0]?.keepUntil;
}

/**
 * Takes film and clips from a recording that is cut anew. Returns the ids of their files, which the caller
 * removes; undefined if another worker holds the recording.
 */
export async function dropCut(tx: Tx, { id, tries }: Held): Promise<string[] | undefined> {
  const { rows } = await sql<{ filmId: string | null }>`
    with mine as (select id, film_id from livestream_recording
      where id = ${id} and tries = ${tries} and cut_at is null for update)
    update livestream_recording r set film_id = null, film_starts_at = null, film_ms = null
    from mine where r.id = mine.id returning mine.film_id`.execute(tx);
  const [row] = rows;
  return row && [...(row.filmId ? [row.filmId] : []), ...(await deleteClips(tx, id))];
}

/** Deletes the clips of a recording. Returns the ids of their files. */
export async function deleteClips(tx: Tx, recordingId: string): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    delete from livestream_clip where recording_id = ${recordingId} returning file_id`.execute(tx);
  return rows.map(({ fileId }) => fileId);
}

/** SQL condition: this worker still holds the recording, and it is not cut. */
const mine = ({ id, tries }: Held) =>
  sql`exists (select from livestream_recording where id = ${id} and tries = ${tries} and cut_at is null)`;

/** Writes the film of a recording. Returns false if another worker holds it. */
export async function writeFilm(
  tx: Tx,
  held: Held,
  film: { fileId: string; startsAt: Date; lengthMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    update livestream_recording set film_id = ${film.fileId}, film_starts_at = ${film.startsAt}::timestamptz,
      film_ms = ${film.lengthMs}
    where id = ${held.id} and ${mine(held)} returning id`.execute(tx);
  return rows.length > 0;
}

export type NewClip = { id: string; pinId: string; postingId: string; startMs: number; endMs: number };

/** Inserts a clip whose bytes are in a file. Returns false if another worker holds the recording. */
export async function insertClip(tx: Tx, held: Held, clip: NewClip & { fileId: string }): Promise<boolean> {
  const { rows } = await sql`
    insert into livestream_clip (id, recording_id, pin_id, posting_id, file_id, starts_ms, length_ms)
    select ${clip.id}::uuid, ${held.id}::uuid, ${clip.pinId}::uuid, ${clip.postingId}::uuid, ${clip.fileId}::uuid,
      ${clip.startMs}::int, ${clip.endMs - clip.startMs}::int
    where ${mine(held)} returning id`.execute(tx);
  return rows.length > 0;
}

/** Notes that a recording is cut, with or without a film. */
export async function markCut(db: DbOrTx, held: Held): Promise<void> {
  await sql`
    update livestream_recording set cut_at = app.now(), fault = null, tries = 0, due_at = app.now()
    where id = ${held.id} and ${mine(held)}`.execute(db);
}
