import type { FC } from "hono/jsx";
import { Button, ErrorSummary, Form, type FormState } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { EDITOR } from "../../text/enterprise.ts";
import { EDITOR_LABELS, PostingInputs } from "./posting-form.tsx";

/** The form of a new posting. */
export const NewPostingPage: FC<{ shell: Shell; form: FormState; enterpriseId: string; once: string }> = ({
  shell,
  form,
  enterpriseId,
  once,
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={EDITOR_LABELS} />
    <h1>{EDITOR.newTitle}</h1>
    <Form action="/enterprise/postings/new" csrf={shell.csrf}>
      <input type="hidden" name="enterpriseId" value={enterpriseId} />
      <input type="hidden" name="once" value={once} />
      <PostingInputs form={form} />
      <p class="row">
        <Button kind="primary" name="action" value="submit">
          {EDITOR.submit}
        </Button>
        <Button name="action" value="save">
          {EDITOR.save}
        </Button>
      </p>
    </Form>
  </div>
);
