import type { Child, FC } from "hono/jsx";
import type { ImportView } from "../../../../imports/index.ts";
import type { Code } from "../../../../platform/core/codes.ts";
import { Facts, Steps } from "../../../components/blocks.tsx";
import { ErrorSummary, type FormState, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { isCode } from "../../../text/errors/index.ts";
import { FIELD_NAME, IMPORTS } from "../../../text/imports/pages.ts";
import { listOf, pathOf } from "./import-path.ts";
import { FileRefusal } from "./import-state-section.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { Plan } from "./plan-section.tsx";
import { Result, TakenBack } from "./result-section.tsx";

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

const stepOf = (view: ImportView) =>
  ({ staging: 0, staged: view.plan ? 2 : 1, running: 3, done: 4, takenBack: 4, failed: 0 })[view.status];

const LABELS = {
  validThrough: IMPORTS.validThrough,
  sourceName: IMPORTS.source,
  ...Object.fromEntries(Object.entries(FIELD_NAME)),
};

type Refused = { code?: string; limit?: number; line?: number; column?: number };

const Failure: FC<{ view: ImportView; error: Refused }> = ({ view, error }) => {
  const code: Code = error.code && isCode(error.code) ? error.code : "INTERNAL";
  return (
    <>
      <h2>{IMPORTS.failed}</h2>
      <FileRefusal error={{ ...error, code }} />
      <LinkButton kind="primary" href={listOf(view)}>
        {IMPORTS.again}
      </LinkButton>
    </>
  );
};

function stageOf(shell: Shell, view: ImportView, form: FormState): Child {
  if (view.status === "failed") return <Failure view={view} error={(view.error ?? {}) as Refused} />;
  if (view.status === "done" && view.result) return <Result shell={shell} view={view} result={view.result} />;
  if (view.status === "takenBack") return <TakenBack view={view} />;
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
      <a href={`${pathOf(view)}/rows`}>{IMPORTS.toRows}</a>
    </p>
  </>
);
