import type { Child, FC } from "hono/jsx";
import { Button, Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";

/** A folded form for a decision with a reason; the key R opens it. */
export const DecisionReasonForm: FC<{
  shell: Shell;
  action: string;
  label: string;
  rev: number;
  id: string;
  /** Query of the list page to return to. */
  at?: string;
  /** More hidden fields. */
  children?: Child;
}> = (props) => (
  <details class="sheet">
    <summary>{props.label}</summary>
    <Form action={props.action} csrf={props.shell.csrf}>
      <input type="hidden" name="ifRev" value={String(props.rev)} />
      {props.at ? <input type="hidden" name="at" value={props.at} /> : null}
      {props.children}
      <div class="field">
        <label for={`reason-${props.id}`}>{RECOMMENDATIONS.reason}</label>
        <textarea id={`reason-${props.id}`} name="reason" rows={2} maxlength={300} aria-required="true" />
      </div>
      <Button kind="danger">{props.label}</Button>
    </Form>
  </details>
);
