import type { FC } from "hono/jsx";
import type { ImportView } from "../../../../imports/index.ts";
import type { AppError } from "../../../../platform/core/errors.ts";
import { Empty, Notice, Pages, Steps, Table } from "../../../components/blocks.tsx";
import {
  Button,
  Check,
  ErrorSummary,
  Field,
  FileField,
  Form,
  type FormState,
  Select,
} from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatTime } from "../../../text/format.ts";
import { IMPORTS } from "../../../text/imports/pages.ts";
import { FileRefusal, ImportState } from "./import-state-section.tsx";

const TEMPLATE = "/api/v1/imports/template.xlsx";
const ACCEPT = ".xlsx,.csv,.txt,.json,.jsonld";

type UploadData = {
  /** Cities that the officer may import for. */
  cities: { code: string; name: string }[];
  items: ImportView[];
  next: string | null;
  form: FormState;
  refusal: AppError | null;
};

const UploadForm: FC<{ shell: Shell; data: UploadData }> = ({ shell, data: { form, cities } }) => (
  <Form action="/union/imports" csrf={shell.csrf} upload>
    {cities.length > 1 ? (
      <Select
        form={form}
        name="city"
        label={IMPORTS.city}
        required
        options={cities.map(({ code, name }) => ({ value: code, text: name }))}
      />
    ) : (
      <input type="hidden" name="city" value={cities[0]?.code ?? ""} />
    )}
    <Field form={form} name="source" label={IMPORTS.source} hint={IMPORTS.sourceHint} maxlength={120} />
    <Field form={form} name="sourceUrl" label={IMPORTS.sourceUrl} maxlength={500} />
    <Check name="repost" value="true" checked={form.values.repost === "true"}>
      {IMPORTS.repost}
    </Check>
    <FileField
      form={form}
      name="file"
      label={IMPORTS.file}
      hint={IMPORTS.fileHint}
      accept={ACCEPT}
      required
    />
    <Button kind="primary">{IMPORTS.upload}</Button>
  </Form>
);

const LABELS = { file: IMPORTS.file, source: IMPORTS.source, city: IMPORTS.city };

/** The upload form and earlier imports. */
export const UploadPage: FC<{ shell: Shell; data: UploadData }> = ({ shell, data }) => (
  <>
    <h1>{IMPORTS.heading}</h1>
    <ErrorSummary form={data.form} labels={LABELS} />
    {data.refusal ? (
      <FileRefusal error={{ code: data.refusal.code, ...positionOf(data.refusal.detail.facts) }} />
    ) : null}
    {data.cities.length === 0 ? (
      <Notice>{IMPORTS.cityOnly}</Notice>
    ) : (
      <section class="card">
        <Steps names={IMPORTS.steps} at={0} />
        <p>{IMPORTS.intro}</p>
        <UploadForm shell={shell} data={data} />
        <p>
          <a href={TEMPLATE}>{IMPORTS.template}</a>
        </p>
      </section>
    )}
    {data.items.length === 0 ? (
      <Empty text={IMPORTS.none} />
    ) : (
      <Table
        caption={IMPORTS.earlier}
        columns={[
          {
            head: IMPORTS.filename,
            cell: (one: ImportView) => <a href={`/union/imports/${one.id}`}>{one.filename}</a>,
          },
          { head: IMPORTS.when, cell: (one: ImportView) => formatTime(one.createdAt) },
          { head: IMPORTS.rows, number: true, cell: (one: ImportView) => one.rows.data },
          { head: IMPORTS.state, cell: (one: ImportView) => <ImportState status={one.status} /> },
        ]}
        rows={data.items}
      />
    )}
    <Pages shell={shell} next={data.next} />
  </>
);

/** Returns the position in the file from an error's facts, if they have one. */
function positionOf(facts: Record<string, unknown> = {}): { line?: number; column?: number } {
  const { line, column } = facts;
  return {
    ...(typeof line === "number" ? { line } : {}),
    ...(typeof column === "number" ? { column } : {}),
  };
}
