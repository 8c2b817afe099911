import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, type FormState, TextArea } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { CLAIM, REGISTER } from "../../../text/enterprise.ts";
import { PROFILE_LABELS } from "./details-form.tsx";

type ClaimData = { form: FormState; enterprise: EnterpriseView; known: boolean };

/** The claim form. `known` is true if the person tried to register an enterprise that exists already. */
export const ClaimPage: FC<{ shell: Shell; data: ClaimData }> = ({
  shell,
  data: { form, enterprise, known },
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={PROFILE_LABELS} />
    <h1>{CLAIM.heading(enterprise.name)}</h1>
    {known ? <Notice kind="waiting">{CLAIM.known}</Notice> : null}
    <p class="quiet">{CLAIM.lead}</p>
    <Form action={`/enterprise/claim/${enterprise.id}`} csrf={shell.csrf}>
      <Field form={form} name="uscc" label={REGISTER.uscc} hint={REGISTER.usccHint} maxlength={18} required />
      <TextArea form={form} name="statement" label={CLAIM.statement} hint={CLAIM.statementHint} required />
      <Button kind="primary" wide>
        {CLAIM.submit}
      </Button>
    </Form>
  </div>
);
