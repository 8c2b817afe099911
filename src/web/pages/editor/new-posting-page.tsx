import type { Child, FC } from "hono/jsx";
import { Button, ErrorSummary, Form, type FormState } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { EDITOR } from "../../text/enterprise/pages.ts";
import { EDITOR_LABELS, PostingInputs } from "./posting-form.tsx";
import type { NamedPay } from "./trade-pay-section.tsx";

/** The form of a new posting. */
export const NewPostingPage: FC<{
  shell: Shell;
  /** Null for no form. */
  form: FormState | null;
  /** The pay of the trade that the title names. */
  pay: NamedPay | null;
  enterpriseId: string;
  once: string;
  /** Content above the form. */
  notice: Child;
}> = ({ shell, form, pay, enterpriseId, once, notice }) => (
  <div class="narrow">
    {form ? <ErrorSummary form={form} labels={EDITOR_LABELS} /> : null}
    <h1>{EDITOR.newTitle}</h1>
    {notice}
    {form ? (
      <Form action="/enterprise/postings/new" csrf={shell.csrf}>
        <input type="hidden" name="enterpriseId" value={enterpriseId} />
        <input type="hidden" name="once" value={once} />
        <PostingInputs form={form} pay={pay} />
        <p class="row">
          <Button kind="primary" name="action" value="submit">
            {EDITOR.submit}
          </Button>
          <Button name="action" value="save">
            {EDITOR.save}
          </Button>
        </p>
      </Form>
    ) : null}
  </div>
);
