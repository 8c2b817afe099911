import type { FC } from "hono/jsx";
import type { ImportView } from "../../../../imports/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button, Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { OWN_SHEET } from "../../../text/imports/own-sheet.ts";
import { IMPORTS, ROW_PLAN } from "../../../text/imports/pages.ts";
import { reasonText } from "../../../text/imports/reasons.ts";
import { Opening, Others, plain } from "./counts-section.tsx";
import { pathOf } from "./import-path.ts";
import { Unseen } from "./unseen-section.tsx";

/** The result of a dry run, with the buttons that start the run. */
export const Plan: FC<{ shell: Shell; view: ImportView; plan: NonNullable<ImportView["plan"]> }> = ({
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
    {view.enterpriseId === null && view.sourceName === null ? (
      <Notice kind="waiting">{IMPORTS.noSource}</Notice>
    ) : null}
    <Form action={`${pathOf(view)}/run`} csrf={shell.csrf}>
      <p>
        <Button kind="primary">{IMPORTS.run}</Button>
        <br />
        <span class="quiet">{view.enterpriseId === null ? IMPORTS.runHint : OWN_SHEET.runHint}</span>
      </p>
      {view.enterpriseId === null ? (
        <p>
          <Button name="publish">{IMPORTS.runPublish}</Button>
          <br />
          <span class="quiet">{IMPORTS.runPublishHint}</span>
        </p>
      ) : null}
      <p class="quiet">{IMPORTS.runAgainHint}</p>
    </Form>
  </section>
);
