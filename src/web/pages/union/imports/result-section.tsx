import type { FC } from "hono/jsx";
import type { ImportView } from "../../../../imports/index.ts";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { OWN_SHEET } from "../../../text/imports/own-sheet.ts";
import { IMPORTS, ROW_OUTCOME } from "../../../text/imports/pages.ts";
import { reasonText } from "../../../text/imports/reasons.ts";
import { Opening, Others, plain } from "./counts-section.tsx";
import { listOf, pathOf } from "./import-path.ts";
import { Unseen } from "./unseen-section.tsx";

const TakeBack: FC<{ shell: Shell; view: ImportView }> = ({ shell, view }) => (
  <details class="sheet">
    <summary>{IMPORTS.takeBackHeading}</summary>
    <p>{IMPORTS.takeBackHint}</p>
    <Form action={`${pathOf(view)}/take-back`} csrf={shell.csrf}>
      <Button kind="danger">{IMPORTS.takeBack}</Button>
    </Form>
  </details>
);

/** An import that was taken back. */
export const TakenBack: FC<{ view: ImportView }> = ({ view }) => (
  <section class="card">
    <h2>{IMPORTS.takenBackHeading}</h2>
    <p>{IMPORTS.takenBack}</p>
    <Opening view={view} filter="outcome" counts={view.result?.rows ?? {}} words={plain(ROW_OUTCOME)} />
    <p>
      <LinkButton href={listOf(view)}>{IMPORTS.again}</LinkButton>
    </p>
  </section>
);

const writes = ({ rows }: NonNullable<ImportView["result"]>) => (rows.created ?? 0) + (rows.updated ?? 0) > 0;

/** The result of a finished import. */
export const Result: FC<{ shell: Shell; view: ImportView; result: NonNullable<ImportView["result"]> }> = ({
  shell,
  view,
  result,
}) => (
  <section class="card">
    <h2>{IMPORTS.resultHeading}</h2>
    {view.enterpriseId === null ? null : (
      <p>{OWN_SHEET.result(result.rows.created ?? 0, result.rows.refused ?? 0)}</p>
    )}
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
      {view.enterpriseId === null ? (
        <LinkButton kind="primary" href={`/union/postings?importId=${view.id}`}>
          {IMPORTS.toPostings}
        </LinkButton>
      ) : (
        <LinkButton kind="primary" href={`/enterprise/postings/drafts?enterprise=${view.enterpriseId}`}>
          {OWN_SHEET.toDrafts}
        </LinkButton>
      )}
    </p>
    {writes(result) ? <TakeBack shell={shell} view={view} /> : null}
  </section>
);
