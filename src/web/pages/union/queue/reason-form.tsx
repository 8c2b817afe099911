import type { FC } from "hono/jsx";
import { Button, EMPTY_FORM, Field, Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";

/** A form with one reason field. */
export const ReasonForm: FC<{ shell: Shell; action: string; label: string; button: string }> = (props) => (
  <Form action={props.action} csrf={props.shell.csrf}>
    <Field form={EMPTY_FORM} name="reason" label={props.label} required />
    <Button kind="danger">{props.button}</Button>
  </Form>
);
