import type { FC } from "hono/jsx";
import { Button, Form, type FormState, TextArea } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";

type ReasonProps = {
  shell: Shell;
  form: FormState;
  action: string;
  name: string;
  label: string;
  button: string;
};

/** A form with one field for a reason. */
export const ReasonForm: FC<ReasonProps> = (props) => (
  <Form action={props.action} csrf={props.shell.csrf}>
    <TextArea form={props.form} name={props.name} label={props.label} rows={2} maxlength={500} required />
    <Button kind="danger">{props.button}</Button>
  </Form>
);
