import type { FC } from "hono/jsx";
import { CARD_LABELS, type CardChoices, CardFields } from "../../../components/card-form.tsx";
import { Button, ErrorSummary, Form, type FormState } from "../../../components/forms.tsx";
import { APPLY } from "../../../text/seeker.ts";
import { Channel, type Common, Receiver } from "./card-section.tsx";

/** The application page of a person without a card. If not signed in, the person gets an SMS code next. */
export const FirstCardPage: FC<Common & { form: FormState; choices: CardChoices; signedIn: boolean }> = (
  props,
) => (
  <div class="narrow">
    <ErrorSummary form={props.form} labels={CARD_LABELS} />
    <h1>{APPLY.heading(props.posting.title)}</h1>
    <Receiver employer={props.posting.employer.name} until={props.until} />
    <Form action={`/postings/${props.posting.id}/apply`} csrf={props.shell.csrf}>
      <Channel value={props.form.values.channel} via={props.form.values.via} />
      <CardFields form={props.form} choices={props.choices} withPhone={!props.signedIn} />
      <Button kind="primary" wide>
        {props.signedIn ? APPLY.confirmCard : APPLY.sendCode}
      </Button>
    </Form>
  </div>
);
