import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

export type NewNote = { id: string; visitId: string; note: string; authorId: string | null; writtenAt: Date };

/** Inserts a note. Returns false if its author wrote the same about this visit before. */
export async function insertNote(tx: Tx, note: NewNote): Promise<boolean> {
  const { rows } = await sql`/* planned */
    insert into booth_note (id, visit_id, note, author_id, written_at)
    values (${note.id}, ${note.visitId}, ${note.note}, ${note.authorId}, ${note.writtenAt})
    on conflict (visit_id, author_id, note) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

export type NoteRow = { id: string; visitId: string; note: string; authorId: string | null; writtenAt: Date };

/** Selects the notes of visits, oldest first. */
export async function selectNotes(db: DbOrTx, visitIds: readonly string[]): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select id, visit_id, note, author_id, written_at from booth_note where visit_id = any(${visitIds}::uuid[])
    order by written_at, id`.execute(db);
  return rows;
}
