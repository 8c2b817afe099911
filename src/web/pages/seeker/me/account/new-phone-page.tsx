import type { FC } from "hono/jsx";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, type FormState } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { PHONE_CHANGE } from "../../../../text/public/account.ts";
import { Lost, PHONE_LABELS } from "./lost-section.tsx";

type PhoneData = { form: FormState; phoneMasked: string; noSms: boolean };

/** Asks for the new number. Without a gateway for text messages it says where to go. */
export const NewPhonePage: FC<{ shell: Shell; data: PhoneData }> = ({
  shell,
  data: { form, phoneMasked, noSms },
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={PHONE_LABELS} />
    <h1>{PHONE_CHANGE.title}</h1>
    <p>{PHONE_CHANGE.present(phoneMasked)}</p>
    {noSms ? (
      <Notice kind="warning">{PHONE_CHANGE.noSms}</Notice>
    ) : (
      <>
        <p class="quiet">{PHONE_CHANGE.lead}</p>
        <Form action="/me/phone" csrf={shell.csrf}>
          <Field
            form={form}
            name="phone"
            label={PHONE_CHANGE.phone}
            type="tel"
            inputmode="tel"
            autocomplete="tel"
            required
          />
          <Button kind="primary" wide>
            {PHONE_CHANGE.send}
          </Button>
        </Form>
        <br />
        <Lost />
      </>
    )}
  </div>
);
