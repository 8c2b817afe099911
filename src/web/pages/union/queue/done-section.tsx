import type { Child, FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { UndoButton } from "../../../components/done.tsx";
import { Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { QUEUE } from "../../../text/union/pages.ts";
import { WORK } from "../../../text/union/worklist.ts";
import type { Done, Undo } from "./done.ts";

const UndoForm: FC<{ shell: Shell; undo: readonly Undo[]; children?: Child }> = ({
  shell,
  undo,
  children,
}) => {
  const [one, another] = undo;
  if (!one) return null;
  return (
    <Form
      action={another ? "/union/reviews/several/undo" : `/union/reviews/${one.id}/undo`}
      csrf={shell.csrf}
    >
      {another ? (
        undo.map(({ id, rev }) => <input type="hidden" name="posting" value={`${id}.${rev}`} />)
      ) : (
        <input type="hidden" name="ifRev" value={String(one.rev)} />
      )}
      {children}
      <UndoButton {...(another ? { text: WORK.undoAll(undo.length) } : {})} />
    </Form>
  );
};

/**
 * Text about the last act, with a button to undo an approval. The children are fields of that button's form,
 * which lead back to this page.
 */
export const DoneSection: FC<{ shell: Shell; done: Done; children?: Child }> = ({
  shell,
  done,
  children,
}) => (
  <Notice kind={done.warning ? "warning" : "done"}>
    <span id="here">{done.text}</span>
    {done.typed ? <p>{QUEUE.typed(done.typed)}</p> : null}
    {done.left.length > 0 ? (
      <>
        <p>{WORK.left(done.left.length)}</p>
        <ul>
          {done.left.map(({ id, name, why }) => (
            <li>
              <a href={`/union/postings/${id}`}>{name}</a>：{why}
            </li>
          ))}
        </ul>
      </>
    ) : null}
    <UndoForm shell={shell} undo={done.undo}>
      {children}
    </UndoForm>
  </Notice>
);
