import type { FC } from "hono/jsx";
import { Notice } from "../../components/blocks.tsx";
import { Field, type FormState } from "../../components/forms.tsx";
import { SIGN_IN } from "../../text/public/pages.ts";
import type { SentCode } from "./send-code.ts";

/** The field for the SMS code. The demo shows the code instead of sending it. */
export const CodeField: FC<{ form: FormState; phone: string } & SentCode> = ({
  form,
  phone,
  devCode,
  again,
  byMail,
}) => (
  <>
    {again ? <Notice kind="waiting">{SIGN_IN.sentJustNow}</Notice> : null}
    {devCode ? <Notice kind="waiting">{SIGN_IN.devCode(devCode)}</Notice> : null}
    <Field
      form={form}
      name="code"
      label={SIGN_IN.code}
      hint={byMail ? SIGN_IN.codeByMail(phone) : SIGN_IN.codeHint(phone)}
      inputmode="numeric"
      autocomplete="one-time-code"
      class="code"
      maxlength={6}
      required
    />
    {byMail ? null : <p class="quiet">{SIGN_IN.noSms}</p>}
  </>
);
