import type { FC } from "hono/jsx";
import type { MailView } from "../../../../notifications/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button, Field, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { MAIL } from "../../../text/public/mail.ts";

export const MAIL_LABELS = { address: MAIL.address };

const NOTICE_KIND = { waiting: "waiting", confirmed: "done", failing: "warning" } as const;

const SUBMIT = { none: MAIL.give, waiting: MAIL.again, confirmed: MAIL.change, failing: MAIL.give };

export const MailForm: FC<{ shell: Shell; mail: MailView; form: FormState }> = ({ shell, mail, form }) => (
  <section id="mail" class="stack">
    <h2>{MAIL.heading}</h2>
    <p class="quiet">{MAIL.lead}</p>
    {mail.state === "none" || !mail.address ? null : (
      <Notice kind={NOTICE_KIND[mail.state]}>{MAIL.state[mail.state](mail.address)}</Notice>
    )}
    <Form action="/me/mail" csrf={shell.csrf}>
      <Field
        form={form}
        name="address"
        type="email"
        label={MAIL.address}
        hint={MAIL.addressHint}
        autocomplete="email"
        maxlength={254}
        required
      />
      <Button kind={mail.state === "none" ? "primary" : "secondary"}>{SUBMIT[mail.state]}</Button>
    </Form>
    {mail.state === "none" ? null : (
      <Form action="/me/mail/remove" csrf={shell.csrf}>
        <p class="quiet">{MAIL.removeHint}</p>
        <Button kind="danger">{MAIL.remove}</Button>
      </Form>
    )}
  </section>
);
