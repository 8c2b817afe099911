import type { FC } from "hono/jsx";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, type FormState } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { PHONE_CHANGE } from "../../../../text/public/account.ts";
import { SIGN_IN } from "../../../../text/public/pages.ts";
import { Lost, PHONE_LABELS } from "./lost-section.tsx";

type CodesData = {
  form: FormState;
  phone: string;
  phoneMasked: string;
  /** Both codes where none is sent, as in the demo. */
  devCodes: [string, string] | null;
  /** True if a code had been sent to one of both a moment ago, which is still valid. */
  again: boolean;
};

/** Asks for the codes that both numbers got. */
export const PhoneCodesPage: FC<{ shell: Shell; data: CodesData }> = ({
  shell,
  data: { form, phone, phoneMasked, devCodes, again },
}) => {
  const code = {
    form,
    inputmode: "numeric",
    autocomplete: "one-time-code",
    class: "code",
    maxlength: 6,
    required: true,
  } as const;
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={PHONE_LABELS} />
      <h1>{PHONE_CHANGE.codesTitle}</h1>
      {again ? <Notice kind="waiting">{SIGN_IN.sentJustNow}</Notice> : null}
      {devCodes ? <Notice kind="waiting">{PHONE_CHANGE.devCodes(...devCodes)}</Notice> : null}
      <Form action="/me/phone/codes" csrf={shell.csrf}>
        <input type="hidden" name="phone" value={phone} />
        <Field
          {...code}
          name="oldCode"
          label={PHONE_CHANGE.oldCode}
          hint={PHONE_CHANGE.oldCodeHint(phoneMasked)}
        />
        <Field {...code} name="newCode" label={PHONE_CHANGE.newCode} hint={PHONE_CHANGE.newCodeHint(phone)} />
        <Button kind="primary" wide>
          {PHONE_CHANGE.confirm}
        </Button>
      </Form>
      <Form action="/me/phone" csrf={shell.csrf}>
        <input type="hidden" name="phone" value={phone} />
        <Button kind="plain">{PHONE_CHANGE.again}</Button>
      </Form>
      <Lost />
    </div>
  );
};
