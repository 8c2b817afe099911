import { labelsOf } from "../../../identity/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import type { NoteView } from "../schema.ts";
import { selectNotes } from "../store/notes.ts";

/** Returns the notes of visits, oldest first, by visit id. The caller must check access. */
export async function notesOf(
  ctx: RequestContext,
  visitIds: readonly string[],
): Promise<Map<string, NoteView[]>> {
  const rows = await selectNotes(ctx.db, visitIds);
  const authors = await labelsOf(ctx, ctx.db, [...new Set(rows.flatMap(({ authorId }) => authorId ?? []))]);
  const notes = new Map<string, NoteView[]>(visitIds.map((id) => [id, []]));
  for (const { id, visitId, note, authorId, writtenAt } of rows) {
    const author = (authorId && authors.get(authorId)) || null;
    notes.get(visitId)?.push({ id, note, author, at: writtenAt.toISOString() });
  }
  return notes;
}
