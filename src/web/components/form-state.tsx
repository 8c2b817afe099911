import type { FC } from "hono/jsx";
import type { FieldError } from "../../platform/core/errors.ts";
import { COMMON } from "../text/common.ts";
import { fieldMessage } from "../text/errors/fields.ts";

/**
 * The values that a form shows, and its errors. `status` 409: a change in the meantime refused the form, not
 * what was typed.
 */
export type FormState = {
  values: Record<string, string | string[] | undefined>;
  errors: FieldError[];
  status?: 409 | 422;
};
/** Path of an error that belongs to the whole form. */
export const WHOLE_FORM = "";
export const EMPTY_FORM: FormState = { values: {}, errors: [] };

/** Says that a change in the meantime refused the form, and that everything typed is still in it. */
const Overtaken: FC<{ code: string }> = ({ code }) => (
  <div class="errors" role="alert" tabindex={-1}>
    <h2>{fieldMessage({ path: WHOLE_FORM, code })}</h2>
    <p>{COMMON.overtaken[code] ?? COMMON.kept}</p>
  </div>
);

/**
 * Error summary after the GOV.UK Design System: above the form, one link to each wrong field. The link's text
 * is the field's own error message.
 */
export const ErrorSummary: FC<{ form: FormState; labels: Record<string, string> }> = ({ form, labels }) => {
  const whole = form.errors.find(({ path }) => path === WHOLE_FORM);
  if (whole) return <Overtaken code={whole.code} />;
  return form.errors.length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1}>
      <h2>{COMMON.errorsTitle}</h2>
      <ul class="list">
        {form.errors.map((error) => (
          <li>
            <a href={`#${error.path}`} {...(labels[error.path] ? {} : { "data-code": error.code })}>
              {fieldMessage(error, labels[error.path])}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};
