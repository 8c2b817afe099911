import { type RawBuilder, sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import type { RecordingFault } from "../../../../db/schema/index.ts";
import {
  HOMES,
  joinPosting,
  type LivestreamReader,
  OVER_AT,
  readable,
  STANDING,
  withSignal,
} from "../../livestream/index.ts";

/** Most recordings of a livestream that are listed. */
const RECORDINGS_MAX = 100;

/** SQL condition over a recording `r`: officers have not taken it out of public view, and it is there. */
const SHOWN: RawBuilder<unknown> = sql`(r.taken_at is not null and r.hidden_at is null and r.deleted_at is null)`;
const FILM = sql`(r.cut_at is not null and r.film_id is not null)`;

export type ShownRecording = {
  id: string;
  startsAt: Date;
  lengthMs: number;
  cut: boolean;
  filmStartsAt: Date | null;
  filmMs: number | null;
  onAirAt: Date | null;
  overAt: Date | null;
};

/** Selects the recordings of a livestream that is over, in their order. The caller has checked the reader. */
export async function selectShown(db: DbOrTx, livestreamId: string): Promise<ShownRecording[]> {
  const { rows } = await sql<ShownRecording>`
    select r.id, r.starts_at, r.length_ms, r.cut_at is not null as cut,
      case when ${FILM} then r.film_starts_at end as film_starts_at, case when ${FILM} then r.film_ms end as film_ms,
      l.on_air_at, ${OVER_AT} as over_at
    from ${withSignal(sql`livestream l`)} join livestream_recording r on r.livestream_id = l.id
    where l.id = ${livestreamId} and ${SHOWN} and ${OVER_AT} <= t.now
    order by r.starts_at, r.id limit ${RECORDINGS_MAX}`.execute(db);
  return rows;
}

/** Selects the file of a film, if the reader may watch it now. */
export async function selectFilm(
  { db, actor, scope }: LivestreamReader & { db: Db },
  { livestreamId, recordingId }: { livestreamId: string; recordingId: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ filmId: string }>`
    select r.film_id from ${withSignal(sql`livestream l`)} join livestream_recording r on r.livestream_id = l.id
    where l.id = ${livestreamId} and r.id = ${recordingId}
      and ${SHOWN} and ${FILM} and ${OVER_AT} <= t.now and ${readable(actor, scope)}`.execute(db);
  return rows[0]?.filmId;
}

export type ShownClip = {
  id: string;
  fileId: string;
  lengthMs: number;
  livestreamId: string;
  title: string;
  startsAt: Date;
};

/**
 * Selects clips in which a posting is explained, newest livestream first, or one of them. None once the
 * posting, its recording or its livestream is no longer shown.
 */
export async function selectClips(
  { db, actor, scope }: LivestreamReader & { db: Db },
  { postingId, clipId = null, limit }: { postingId: string; clipId?: string | null; limit: number },
): Promise<ShownClip[]> {
  // Most postings have no clip. The first question is one look into an index.
  const { rows: of } = await sql<{ id: string }>`
    select distinct r.livestream_id as id from livestream_clip c join livestream_recording r on r.id = c.recording_id
    where c.posting_id = ${postingId}`.execute(db);
  if (of.length === 0) return [];
  const { rows } = await sql<ShownClip>`
    select c.id, c.file_id, c.length_ms, l.id as livestream_id, l.title, r.starts_at
    from ${withSignal(sql`livestream l`)} ${HOMES} join livestream_recording r on r.livestream_id = l.id
    join livestream_clip c on c.recording_id = r.id ${joinPosting(sql`c.posting_id`)}
    where l.id = any(${of.map(({ id }) => id)}::uuid[]) and c.posting_id = ${postingId} and (${clipId}::uuid is null or c.id = ${clipId}::uuid)
      and ${SHOWN} and ${FILM} and ${OVER_AT} <= t.now and ${STANDING} = 'live' and ${readable(actor, scope)}
    order by r.starts_at desc, c.starts_ms, c.id limit ${limit}`.execute(db);
  return rows;
}

export type RecordingRow = {
  id: string;
  fileName: string;
  startsAt: Date;
  lengthMs: number | null;
  size: number | null;
  sha256: Buffer | null;
  fault: RecordingFault | null;
  takenAt: Date | null;
  cut: boolean;
  film: boolean;
  sealedAt: Date | null;
  keepUntil: Date | null;
  hiddenAt: Date | null;
  hiddenReason: string | null;
  deletedAt: Date | null;
};

/** Selects all recordings of a livestream, for officers: also hidden and deleted ones. */
export async function selectRecordings(db: DbOrTx, livestreamId: string): Promise<RecordingRow[]> {
  const { rows } = await sql<RecordingRow>`
    select r.id, r.file_name, r.starts_at, r.length_ms, r.size, r.sha256, r.fault, r.taken_at,
      r.cut_at is not null as cut, ${FILM} as film, r.sealed_at, r.keep_until, r.hidden_at, r.hidden_reason, r.deleted_at
    from livestream_recording r where r.livestream_id = ${livestreamId}
    order by r.starts_at, r.id limit ${RECORDINGS_MAX}`.execute(db);
  return rows;
}

/** Returns the file of a whole recording; undefined if its bytes are not here. */
export async function selectWhole(
  db: DbOrTx,
  { livestreamId, recordingId }: { livestreamId: string; recordingId: string },
): Promise<{ fileId: string; fileName: string } | undefined> {
  const { rows } = await sql<{ fileId: string; fileName: string }>`
    select file_id, file_name from livestream_recording
    where id = ${recordingId} and livestream_id = ${livestreamId} and file_id is not null`.execute(db);
  return rows[0];
}

/**
 * Takes a recording out of public view, or shows it again for a null reason. Returns false if it is not of
 * this livestream.
 */
export async function writeHidden(
  tx: Tx,
  of: { livestreamId: string; recordingId: string; reason: string | null; by: string | null },
): Promise<boolean> {
  const hidden = of.reason !== null;
  const { rows } = await sql`
    update livestream_recording r set hidden_reason = ${of.reason}, hidden_by = ${hidden ? of.by : null}::uuid,
      hidden_at = case when ${hidden}::boolean then t.now end
    from ${timeOnce} where r.id = ${of.recordingId} and r.livestream_id = ${of.livestreamId} returning r.id`.execute(
    tx,
  );
  return rows.length > 0;
}
