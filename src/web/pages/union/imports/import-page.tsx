import type { Child, FC } from "hono/jsx";
import type { ImportView } from "../../../../imports/index.ts";
import type { Code } from "../../../../platform/core/codes.ts";
import { Facts, LinkList, Steps } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { isCode } from "../../../text/errors.ts";
import {
  FIELD_NAME,
  IMPORTS,
  ROW_KIND,
  ROW_OUTCOME,
  ROW_PLAN,
  reasonText,
} from "../../../text/imports/pages.ts";
import { FileRefusal } from "./import-state-section.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { Unseen } from "./unseen-section.tsx";

type Counts = Record<string, number>;

const rowsOf = (view: ImportView, filter: string, value: string) =>
  `/union/imports/${view.id}/rows?${filter}=${encodeURIComponent(value)}`;

/** Counts of rows, largest first, each with a link to its rows. */
const Opening: FC<{ view: ImportView; filter: string; counts: Counts; words: (code: string) => string }> = ({
  view,
  filter,
  counts,
  words,
}) => (
  <LinkList
    items={Object.entries(counts)
      .sort((a, b) => b[1] - a[1])
      .map(([code, n]) => ({ href: rowsOf(view, filter, code), text: words(code), count: IMPORTS.count(n) }))}
  />
);

const plain = (words: Record<string, string>) => (code: string) => words[code] ?? code;

/** Kinds of rows that `Others` does not list: postings, blank rows, and those that `Unseen` names. */
const NOT_OTHERS = ["data", "blank", "hidden", "struck"];

/** Counts of the rows that are no postings, by kind; each links to its rows. */
const Others: FC<{ view: ImportView }> = ({ view }) => {
  const kinds = Object.fromEntries(
    Object.entries(view.counts).filter(
      ([kind, n]) => kind in ROW_KIND && !NOT_OTHERS.includes(kind) && n > 0,
    ),
  );
  return Object.keys(kinds).length === 0 ? null : (
    <>
      <h3>{IMPORTS.others}</h3>
      <Opening view={view} filter="kind" counts={kinds} words={plain(ROW_KIND)} />
    </>
  );
};

const Plan: FC<{ shell: Shell; view: ImportView; plan: NonNullable<ImportView["plan"]> }> = ({
  shell,
  view,
  plan,
}) => (
  <section class="card" id="plan">
    <h2>{IMPORTS.planHeading}</h2>
    <p class="quiet">{IMPORTS.planHint}</p>
    <Unseen view={view} />
    <Opening view={view} filter="plan" counts={plan.rows} words={plain(ROW_PLAN)} />
    {Object.keys(plan.reasons).length > 0 ? (
      <>
        <h3>{IMPORTS.reasonsHeading}</h3>
        <Opening view={view} filter="reason" counts={plan.reasons} words={reasonText} />
      </>
    ) : null}
    <Others view={view} />
    <Form action={`/union/imports/${view.id}/run`} csrf={shell.csrf}>
      <p class="row">
        <Button kind="primary">{IMPORTS.run}</Button>
        <Button name="publish">{IMPORTS.runPublish}</Button>
      </p>
      <p class="quiet">{IMPORTS.runHint}</p>
    </Form>
  </section>
);

const Progress: FC<{ view: ImportView }> = ({ view: { status, rows } }) => (
  <section class="card" data-poll>
    <h2>{status === "staging" ? IMPORTS.staging : IMPORTS.running}</h2>
    {status === "staging" ? (
      <p>{IMPORTS.staged(rows.staged)}</p>
    ) : (
      <>
        <progress max={rows.data} value={rows.done} aria-label={IMPORTS.running} />
        <p>{IMPORTS.progress(rows.done, rows.data)}</p>
      </>
    )}
    <p class="quiet">{IMPORTS.stays}</p>
  </section>
);

const Result: FC<{ view: ImportView; result: NonNullable<ImportView["result"]> }> = ({ view, result }) => (
  <section class="card">
    <h2>{IMPORTS.resultHeading}</h2>
    <Unseen view={view} />
    <Opening view={view} filter="outcome" counts={result.rows} words={plain(ROW_OUTCOME)} />
    {result.published > 0 ? <p>{IMPORTS.published(result.published)}</p> : null}
    {Object.keys(result.unpublished).length > 0 ? (
      <>
        <h3>{IMPORTS.unpublished}</h3>
        <Opening view={view} filter="reason" counts={result.unpublished} words={reasonText} />
      </>
    ) : null}
    {Object.keys(result.reasons).length > 0 ? (
      <>
        <h3>{IMPORTS.reasonsHeading}</h3>
        <Opening view={view} filter="reason" counts={result.reasons} words={reasonText} />
      </>
    ) : null}
    <Others view={view} />
    <p>
      <LinkButton kind="primary" href={`/union/postings?importId=${view.id}`}>
        {IMPORTS.toPostings}
      </LinkButton>
    </p>
  </section>
);

const stepOf = (view: ImportView) =>
  ({ staging: 0, staged: view.plan ? 2 : 1, running: 3, done: 4, failed: 0 })[view.status];

const LABELS = {
  validThrough: IMPORTS.validThrough,
  sourceName: IMPORTS.source,
  ...Object.fromEntries(Object.entries(FIELD_NAME)),
};

type Refused = { code?: string; line?: number; column?: number };

const Failure: FC<{ error: Refused }> = ({ error }) => {
  const code: Code = error.code && isCode(error.code) ? error.code : "INTERNAL";
  return (
    <>
      <h2>{IMPORTS.failed}</h2>
      <FileRefusal error={{ ...error, code }} />
      <LinkButton kind="primary" href="/union/imports">
        {IMPORTS.again}
      </LinkButton>
    </>
  );
};

function stageOf(shell: Shell, view: ImportView, form: FormState): Child {
  if (view.status === "failed") return <Failure error={(view.error ?? {}) as Refused} />;
  if (view.status === "done" && view.result) return <Result view={view} result={view.result} />;
  if (view.status !== "staged") return <Progress view={view} />;
  return (
    <>
      {view.plan ? <Plan shell={shell} view={view} plan={view.plan} /> : null}
      <section class="card">
        <MappingForm shell={shell} view={view} form={form} />
      </section>
    </>
  );
}

/** An import at its current step. */
export const ImportPage: FC<{ shell: Shell; view: ImportView; form: FormState }> = ({
  shell,
  view,
  form,
}) => (
  <>
    <h1>{view.filename}</h1>
    <Steps names={IMPORTS.steps} at={stepOf(view)} />
    <ErrorSummary form={form} labels={LABELS} />
    <Facts
      items={[
        { term: IMPORTS.rows, value: IMPORTS.count(view.rows.data) },
        ...(view.sourceName ? [{ term: IMPORTS.source, value: view.sourceName }] : []),
        ...(view.encoding ? [{ term: IMPORTS.encoding, value: view.encoding }] : []),
      ]}
    />
    {stageOf(shell, view, form)}
    <p>
      <a href={`/union/imports/${view.id}/rows`}>{IMPORTS.toRows}</a>
    </p>
  </>
);
