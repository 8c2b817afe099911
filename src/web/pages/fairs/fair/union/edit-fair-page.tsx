import type { FC } from "hono/jsx";
import { Button, ErrorSummary, Form, type FormState, type Option } from "../../../../components/forms.tsx";
import type { Shell, Site } from "../../../../layout.tsx";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { FAIR_LABELS, FairInputs } from "./fair-form.tsx";

export type EditFairData = {
  form: FormState;
  title: string;
  action: string;
  /** Code of the host city. */
  host: string;
  /** Revision of the fair; null for a new one. */
  rev: number | null;
  site: Site;
  occupations: Option[];
};

/** The form to create or edit a fair. */
export const EditFairPage: FC<{ shell: Shell; data: EditFairData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{data.title}</h1>
    <ErrorSummary form={data.form} labels={FAIR_LABELS} />
    <Form action={data.action} csrf={shell.csrf}>
      {data.rev === null ? null : <input type="hidden" name="ifRev" value={String(data.rev)} />}
      <FairInputs form={data.form} site={data.site} host={data.host} occupations={data.occupations} />
      <Button kind="primary" wide>
        {UNION_FAIRS.save}
      </Button>
    </Form>
  </div>
);
