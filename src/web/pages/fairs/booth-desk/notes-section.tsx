import type { FC } from "hono/jsx";
import type { NoteView } from "../../../../fairs/index.ts";
import { noteBy } from "../../../text/fairs/booth-desk.ts";

/** The notes about a visit, oldest first, each with author and time. */
export const Notes: FC<{ notes: readonly NoteView[] }> = ({ notes }) => (
  <>
    {notes.map((note) => (
      <div class="small">
        {note.note} <span class="quiet">{noteBy(note)}</span>
      </div>
    ))}
  </>
);
