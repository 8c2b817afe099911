import type { FC } from "hono/jsx";
import { Button, ErrorSummary, Form, type FormState } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";
import { type InputsData, LIVESTREAM_LABELS, LivestreamInputs } from "./livestream-form.tsx";

export type EditLivestreamData = {
  form: FormState;
  title: string;
  action: string;
  /** Revision of the livestream; null for a new one. */
  rev: number | null;
  inputs: InputsData;
};

/** The form to create or edit a livestream. */
export const EditLivestreamPage: FC<{ shell: Shell; data: EditLivestreamData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{data.title}</h1>
    <ErrorSummary form={data.form} labels={LIVESTREAM_LABELS} />
    <Form action={data.action} csrf={shell.csrf}>
      {data.rev === null ? null : <input type="hidden" name="ifRev" value={String(data.rev)} />}
      <LivestreamInputs form={data.form} data={data.inputs} />
      <Button kind="primary" wide>
        {UNION_LIVESTREAMS.save}
      </Button>
    </Form>
  </div>
);
