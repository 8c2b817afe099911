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
import { pathOf } from "./import-path.ts";
import { FileRefusal, ImportState } from "./import-state-section.tsx";

export const TEMPLATE = "/api/v1/imports/template.xlsx";
export const ACCEPT = ".xlsx,.csv,.txt,.json,.jsonld";

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

/** Earlier imports as a table. */
export const Earlier: FC<{ items: readonly ImportView[] }> = ({ items }) =>
  items.length === 0 ? (
    <Empty text={IMPORTS.none} />
  ) : (
    <Table
      caption={IMPORTS.earlier}
      columns={[
        {
          head: IMPORTS.filename,
          cell: (one: ImportView) => <a href={pathOf(one)}>{one.filename}</a>,
        },
        { head: IMPORTS.when, cell: (one: ImportView) => formatTime(one.createdAt) },
        { head: IMPORTS.rows, number: true, cell: (one: ImportView) => one.rows.data },
        { head: IMPORTS.state, cell: (one: ImportView) => <ImportState status={one.status} /> },
      ]}
      rows={items}
    />
  );

const LABELS = { file: IMPORTS.file, source: IMPORTS.source, city: IMPORTS.city };

/** The upload form and earlier imports. */
export const UploadPage: FC<{ shell: Shell; data: UploadData }> = ({ shell, data }) => (
  <>
    <h1>{IMPORTS.heading}</h1>
    <ErrorSummary form={data.form} labels={LABELS} />
    {data.refusal ? (
      <FileRefusal error={{ code: data.refusal.code, ...placeOf(data.refusal.detail.facts) }} />
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
    <Earlier items={data.items} />
    <Pages shell={shell} next={data.next} />
  </>
);

type Place = { line?: number; column?: number; limit?: number };

/** Returns the position in the file and the limit from an error's facts, as far as they have them. */
export function placeOf(facts: Record<string, unknown> = {}): Place {
  const known = Object.entries(facts).filter(
    ([name, value]) => ["line", "column", "limit"].includes(name) && typeof value === "number",
  );
  return Object.fromEntries(known) as Place;
}
