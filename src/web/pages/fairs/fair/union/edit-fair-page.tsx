import type { FC } from "hono/jsx";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState, type Option } from "../../../../components/forms.tsx";
import type { Shell, Site } from "../../../../layout.tsx";
import { REWRITE } from "../../../../text/enterprise/wording.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { FAIR_LABELS, FairInputs, FairWords } from "./fair-form.tsx";

export type EditFairData = {
  form: FormState;
  title: string;
  action: string;
  /** Code of the host city. */
  host: string;
  /** Revision of the fair; null for a new one. */
  rev: number | null;
  /** Earlier fairs of which a new one may be a copy. */
  earlier?: Option[];
  /** Title of the fair that was copied. */
  copied?: string | null;
  site: Site;
  occupations: Option[];
};

/** The form to create or edit a fair. */
export const EditFairPage: FC<{ shell: Shell; data: EditFairData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{data.title}</h1>
    <ErrorSummary form={data.form} labels={FAIR_LABELS} />
    {data.copied ? <Notice kind="done">{UNION_FAIRS.copied(data.copied)}</Notice> : null}
    {!data.copied && data.earlier && data.earlier.length > 0 ? (
      <form method="get" action={data.action} class="card">
        <div class="field">
          <label for="from">{UNION_FAIRS.copyFrom}</label>
          <p class="hint" id="from-hint">
            {UNION_FAIRS.copyHint}
          </p>
          <select id="from" name="from" aria-describedby="from-hint">
            <option value="">{UNION_FAIRS.copyBlank}</option>
            {data.earlier.map(({ value, text }) => (
              <option value={value}>{text}</option>
            ))}
          </select>
        </div>
        <Button>{UNION_FAIRS.copyShow}</Button>
      </form>
    ) : null}
    <FairWords fields={data.form.values} lead={REWRITE.inForm} />
    <Form action={data.action} csrf={shell.csrf}>
      {data.rev === null ? null : <input type="hidden" name="ifRev" value={String(data.rev)} />}
      <FairInputs
        form={data.form}
        site={data.site}
        host={data.host}
        occupations={data.occupations}
        action={data.action}
      />
      <Button kind="primary" wide>
        {UNION_FAIRS.save}
      </Button>
    </Form>
  </div>
);
