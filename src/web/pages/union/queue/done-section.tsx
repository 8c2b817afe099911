import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { Button, Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { QUEUE } from "../../../text/union/pages.ts";
import type { Done } from "./decision.ts";

/** Text about the last decision, with a button to undo an approval. */
export const DoneSection: FC<{ shell: Shell; done: Done; cursor: string | undefined }> = ({
  shell,
  done,
  cursor,
}) => (
  <Notice kind={done.warning ? "warning" : "done"}>
    <span id="here">{done.text}</span>
    {done.typed ? <p>{QUEUE.typed(done.typed)}</p> : null}
    {done.undo ? (
      <Form action={`/union/reviews/${done.undo.id}/undo`} csrf={shell.csrf}>
        <input type="hidden" name="ifRev" value={String(done.undo.rev)} />
        {cursor ? <input type="hidden" name="cursor" value={cursor} /> : null}
        <p class="row">
          <Button hook="undo">{QUEUE.undo}</Button>
          <span class="small">{QUEUE.undoHint}</span>
        </p>
      </Form>
    ) : null}
  </Notice>
);
