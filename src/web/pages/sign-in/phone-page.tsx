import type { FC } from "hono/jsx";
import { Button, ErrorSummary, Field, Form, type FormState } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { SIGN_IN } from "../../text/public/pages.ts";

export const SIGN_IN_LABELS = { phone: SIGN_IN.phone, code: SIGN_IN.code };

export const PhonePage: FC<{ shell: Shell; form: FormState; back: string }> = ({ shell, form, back }) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={SIGN_IN_LABELS} />
    <h1>{SIGN_IN.heading}</h1>
    <Form action="/sign-in" csrf={shell.csrf}>
      <input type="hidden" name="back" value={back} />
      <Field
        form={form}
        name="phone"
        label={SIGN_IN.phone}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        required
      />
      <Button kind="primary" wide>
        {SIGN_IN.sendCode}
      </Button>
    </Form>
  </div>
);
