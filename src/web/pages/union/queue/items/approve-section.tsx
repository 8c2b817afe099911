import type { Child, FC } from "hono/jsx";
import { isBlocked, type ManagedPosting } from "../../../../../postings/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { QUEUE } from "../../../../text/union/pages.ts";
import { BLOCKED } from "../../../../text/union/wording.ts";

type ApproveProps = {
  shell: Shell;
  posting: ManagedPosting;
  /** The fields that lead back to the page with the form. */
  place: Child;
  /** Links beside the button. */
  children?: Child;
};

/**
 * The form that approves a posting. Words that a law forbids take the button away: the officer returns the
 * posting, or writes why they may stand.
 */
export const Approve: FC<ApproveProps> = ({ shell, posting, place, children }) => {
  const action = `/union/reviews/${posting.id}/approve`;
  const fields = (
    <>
      {place}
      <input type="hidden" name="ifRev" value={String(posting.rev)} />
    </>
  );
  if (!isBlocked(posting))
    return (
      <Form action={action} csrf={shell.csrf}>
        {fields}
        <p class="row">
          <Button kind="primary" hook="approve">
            {QUEUE.approve}
          </Button>
          {children}
        </p>
      </Form>
    );
  return (
    <>
      <Notice kind="warning">{BLOCKED.lead}</Notice>
      {children ? <p class="row">{children}</p> : null}
      <details>
        <summary>{BLOCKED.publish}</summary>
        <Form action={action} csrf={shell.csrf}>
          {fields}
          <div class="field">
            <label for={`wording-${posting.id}`}>{BLOCKED.reason}</label>
            <p class="hint" id={`wording-hint-${posting.id}`}>
              {BLOCKED.reasonHint}
            </p>
            <textarea
              id={`wording-${posting.id}`}
              name="wordingReason"
              rows={2}
              maxlength={500}
              aria-describedby={`wording-hint-${posting.id}`}
            />
          </div>
          <Button kind="danger">{BLOCKED.button}</Button>
        </Form>
      </details>
    </>
  );
};
