import { type Selectable, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database } from "../../../../db/schema/index.ts";
import type { MediaUse } from "./schema.ts";

export type MediaRow = Omit<Selectable<Database["livestreamMedia"]>, "livestreamId" | "updatedAt">;

/** Selects the poster and the captions of a livestream. */
export const selectMedia = (db: DbOrTx, livestreamId: string): Promise<MediaRow[]> =>
  db
    .selectFrom("livestreamMedia")
    .select(["use", "fileId", "url", "width", "height"])
    .where("livestreamId", "=", livestreamId)
    .execute();

type NewMedia = { livestreamId: string } & Pick<MediaRow, "use"> & Partial<MediaRow>;

/** Writes a poster or captions in place of the former ones. */
export async function writeMedia(tx: Tx, media: NewMedia): Promise<void> {
  const { livestreamId, use, fileId = null, url = null, width = null, height = null } = media;
  await sql`
    insert into livestream_media (livestream_id, use, file_id, url, width, height)
    values (${livestreamId}::uuid, ${use}, ${fileId}::uuid, ${url}, ${width}, ${height})
    on conflict (livestream_id, use) do update set file_id = excluded.file_id, url = excluded.url,
      width = excluded.width, height = excluded.height, updated_at = app.now()`.execute(tx);
}

/** Deletes the poster or the captions. Returns the id of its file; null without one. */
export async function deleteMedia(tx: Tx, livestreamId: string, use: MediaUse): Promise<string | null> {
  const { rows } = await sql<{ fileId: string | null }>`
    delete from livestream_media where livestream_id = ${livestreamId}::uuid and use = ${use}
    returning file_id`.execute(tx);
  return rows[0]?.fileId ?? null;
}
