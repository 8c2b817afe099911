import type { Context } from "hono";
import { statusOf } from "../../../../capabilities.ts";
import { type ImportView, stageImport } from "../../../../imports/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { readUpload } from "../../../../platform/files/index.ts";
import { type Env, UPLOAD_MAX } from "../../../../platform/http/index.ts";
import type { FormState } from "../../../components/forms.tsx";
import { type Fields, fieldText, refusedForm } from "../../../forms.ts";
import { pathOf } from "./import-path.ts";

/** An upload that was not accepted: the form to show again, or an error of the file itself. */
export type RefusedUpload = { form: FormState; refusal: AppError | null };

/** Returns the HTTP status of the upload page. */
export function uploadStatus(refused: RefusedUpload | null): 200 | 409 | 413 | 422 {
  if (!refused) return 200;
  return refused.refusal && statusOf(refused.refusal) === 413 ? 413 : (refused.form.status ?? 422);
}

type Whose = Pick<Parameters<typeof stageImport>[1], "city" | "enterpriseId" | "source" | "repost">;

/**
 * Stages the uploaded file and leads to its import. `whose` says for whom, from the form's fields. An error
 * of the form or the file is shown by `again`; others are thrown.
 */
export async function takeFile(
  c: Context<Env>,
  whose: (fields: Fields) => Whose,
  again: (refused: RefusedUpload) => Promise<Response>,
): Promise<Response> {
  let fields: Fields = {};
  try {
    const upload = await readUpload(c.req.raw);
    fields = upload.fields;
    if (!upload.file)
      throw new AppError("INVALID_INPUT", { fields: [{ path: "file", code: "FILE_MISSING" }] });
    const { filename, body } = upload.file;
    const staged: ImportView = await stageImport(c.get("ctx"), {
      ...whose(fields),
      filename,
      body,
      maxBytes: UPLOAD_MAX,
    });
    return c.redirect(pathOf(staged), 303);
  } catch (error) {
    const form = refusedForm(error, fields);
    if (form) return again({ form, refusal: null });
    const aboutFile =
      error instanceof AppError && (error.code.startsWith("IMPORT_") || statusOf(error) === 413);
    if (!aboutFile) throw error;
    return again({ form: { values: fields, errors: [] }, refusal: error });
  }
}

/** Returns the source that an officer names in the form. */
export const sourceIn = (fields: Fields): Pick<Whose, "source" | "repost"> => {
  const name = fieldText(fields, "source");
  return {
    source: name ? { name, url: fieldText(fields, "sourceUrl") || null } : null,
    repost: fieldText(fields, "repost") === "true",
  };
};
