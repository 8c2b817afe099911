import type { FC } from "hono/jsx";
import { Button, ErrorSummary, Form, type FormState } from "../../../../components/forms.tsx";
import type { Shell, Site } from "../../../../layout.tsx";
import { UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";
import { LIVESTREAM_LABELS, LivestreamInputs } from "./livestream-form.tsx";

export type EditLivestreamData = {
  form: FormState;
  title: string;
  action: string;
  /** Code of the home city. */
  home: string;
  onAir: boolean;
  /** Revision of the livestream; null for a new one. */
  rev: number | null;
  site: Site;
};

/** The form to create or edit a livestream. */
export const EditLivestreamPage: FC<{ shell: Shell; data: EditLivestreamData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{data.title}</h1>
    <ErrorSummary form={data.form} labels={LIVESTREAM_LABELS} />
    <Form action={data.action} csrf={shell.csrf}>
      {data.rev === null ? null : <input type="hidden" name="ifRev" value={String(data.rev)} />}
      <LivestreamInputs form={data.form} site={data.site} home={data.home} onAir={data.onAir} />
      <Button kind="primary" wide>
        {UNION_LIVESTREAMS.save}
      </Button>
    </Form>
  </div>
);
