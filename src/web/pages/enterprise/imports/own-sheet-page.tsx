import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { type ImportView, OWN_ROWS_MAX } from "../../../../imports/index.ts";
import type { AppError } from "../../../../platform/core/errors.ts";
import { Pages, Steps } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, FileField, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { OWN_SHEET } from "../../../text/imports/own-sheet.ts";
import { IMPORTS } from "../../../text/imports/pages.ts";
import { OWN_IMPORTS } from "../../union/imports/import-path.ts";
import { FileRefusal } from "../../union/imports/import-state-section.tsx";
import { ACCEPT, Earlier, placeOf, TEMPLATE } from "../../union/imports/upload-page.tsx";
import { SuspendedNotice } from "../suspended-section.tsx";

type OwnSheetData = {
  enterprise: EnterpriseView;
  items: ImportView[];
  next: string | null;
  form: FormState;
  refusal: AppError | null;
};

/** The page on which an enterprise uploads its own sheet, and its earlier sheets. */
export const OwnSheetPage: FC<{ shell: Shell; data: OwnSheetData }> = ({ shell, data }) => {
  const { enterprise, form, refusal } = data;
  return (
    <>
      <h1>{OWN_SHEET.heading}</h1>
      <ErrorSummary form={form} labels={{ file: IMPORTS.file }} />
      {refusal ? <FileRefusal error={{ code: refusal.code, ...placeOf(refusal.detail.facts) }} /> : null}
      <SuspendedNotice enterprise={enterprise} short />
      {enterprise.management?.status === "suspended" ? null : (
        <section class="card">
          <Steps names={IMPORTS.steps} at={0} />
          <p>{OWN_SHEET.intro(enterprise.name)}</p>
          <p>
            <a href={TEMPLATE}>{IMPORTS.template}</a>
          </p>
          <Form action={OWN_IMPORTS} csrf={shell.csrf} upload>
            <input type="hidden" name="enterprise" value={enterprise.id} />
            <FileField
              form={form}
              name="file"
              label={IMPORTS.file}
              hint={OWN_SHEET.fileHint(OWN_ROWS_MAX)}
              accept={ACCEPT}
              required
            />
            <Button kind="primary">{IMPORTS.upload}</Button>
          </Form>
          <p class="quiet small">{OWN_SHEET.sees}</p>
        </section>
      )}
      <Earlier items={data.items} />
      <Pages shell={shell} next={data.next} />
    </>
  );
};
