import type { Child, FC } from "hono/jsx";
import {
  isBlocked,
  type ManagedPosting,
  RETURN_FOR,
  RETURN_REASONS,
  type ReturnReason,
} from "../../../../../postings/index.ts";
import { Button, Check, Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { QUEUE, REASON } from "../../../../text/union/pages.ts";

const reasons = Object.keys(RETURN_REASONS) as ReturnReason[];
/** Reasons that a digit picks. */
const KEYS = 9;

type ReturnProps = {
  shell: Shell;
  posting: Pick<ManagedPosting, "id" | "rev" | "flags">;
  /** The fields that lead back to the page with the form. */
  children?: Child;
};

/**
 * The form that returns a posting with reasons. A digit picks one of the first nine. It is open, with its
 * reasons chosen, if a law forbids words of the posting.
 */
export const Return: FC<ReturnProps> = ({ shell, posting: { id, rev, flags }, children }) => (
  <details class="sheet" open={isBlocked({ flags })}>
    <summary>{QUEUE.return}</summary>
    <Form action={`/union/reviews/${id}/return`} csrf={shell.csrf}>
      {children}
      <input type="hidden" name="ifRev" value={String(rev)} />
      <fieldset class="field">
        <legend>{QUEUE.reasons}</legend>
        {reasons.map((code, i) => (
          <Check name="reasons" value={code} checked={flags.some((flag) => RETURN_FOR[flag.code] === code)}>
            {i < KEYS ? <kbd>{String(i + 1)}</kbd> : null} {REASON[code]}
          </Check>
        ))}
      </fieldset>
      <div class="field">
        <label for={`note-${id}`}>{QUEUE.note}</label>
        <textarea id={`note-${id}`} name="note" rows={2} />
      </div>
      <Button kind="danger">{QUEUE.sendBack}</Button>
    </Form>
  </details>
);
