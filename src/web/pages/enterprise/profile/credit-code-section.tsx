import type { FC } from "hono/jsx";
import type { z } from "zod";
import { checkUscc } from "../../../../enterprises/index.ts";
import { AppError, type FieldError } from "../../../../platform/core/errors.ts";
import { fieldErrors } from "../../../../platform/http/index.ts";
import { Field, type FormState } from "../../../components/forms.tsx";
import { type Fields, fieldText } from "../../../forms.ts";
import { REGISTER } from "../../../text/enterprise/pages.ts";

const SEEN = "usccSeen";

/** Returns the error of a credit code that fails its check, unless the form was returned with it before. */
function doubts(fields: Fields): FieldError[] {
  const text = fieldText(fields, "uscc");
  if (!text) return [];
  const { ok, value } = checkUscc(text);
  return ok || fieldText(fields, SEEN) === value ? [] : [{ path: "uscc", code: "USCC_DOUBTFUL" }];
}

/**
 * Parses `input` by a schema. Throws INVALID_INPUT with all wrong fields. A credit code that fails its check
 * is one of them the first time. Submitted again unchanged, it passes, and an officer decides.
 */
export function parseWithCode<T extends z.ZodType>(schema: T, input: unknown, fields: Fields): z.infer<T> {
  const parsed = schema.safeParse(input);
  const wrong = [...(parsed.success ? [] : fieldErrors(parsed.error)), ...doubts(fields)];
  if (!parsed.success || wrong.length > 0) throw new AppError("INVALID_INPUT", { fields: wrong });
  return parsed.data;
}

/** The form values of a stored code, which is not doubted again while it is unchanged. */
export const codeValues = (uscc: string | null): Fields => ({ uscc: uscc ?? "", [SEEN]: uscc ?? "" });

/** The field of the credit code. The hidden one says with which code the form was returned. */
export const CreditCode: FC<{ form: FormState }> = ({ form }) => {
  const doubted = form.errors.some(({ code }) => code === "USCC_DOUBTFUL");
  const seen = doubted ? checkUscc(fieldText(form.values, "uscc")).value : fieldText(form.values, SEEN);
  return (
    <>
      <input type="hidden" name={SEEN} value={seen} />
      <Field form={form} name="uscc" label={REGISTER.uscc} hint={REGISTER.usccHint} maxlength={40} required />
    </>
  );
};
