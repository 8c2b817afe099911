import type { FC } from "hono/jsx";
import type { RegistrationView } from "../../../../../fairs/index.ts";
import { Empty, Notice } from "../../../../components/blocks.tsx";
import {
  Button,
  Chips,
  ErrorSummary,
  Field,
  Form,
  LinkButton,
  Select,
} from "../../../../components/forms.tsx";
import { isRefused } from "../../../../forms.ts";
import type { Shell } from "../../../../layout.tsx";
import { ENTERPRISE_FAIRS as TEXT } from "../../../../text/fairs/registrations.ts";
import type { RegistrationData } from "./registration-data.ts";
import { WISHES, wishField } from "./registration-fields.ts";

const LABELS: Record<string, string> = {
  postingIds: TEXT.postings,
  venueWishes: TEXT.wishes,
  wishNote: TEXT.wishNote,
  recruiters: TEXT.recruiters,
  contactName: TEXT.contactName,
  contactPhone: TEXT.contactPhone,
  invitation: TEXT.invitation,
};

/** The preferred venues, in order; nothing if the fair has only one venue. */
const Wishes: FC<{ data: RegistrationData }> = ({ data: { fair, form } }) =>
  fair.venues.length < 2 ? null : (
    <fieldset class="field" id="venueWishes">
      <legend>{TEXT.wishes}</legend>
      <p class="hint">{TEXT.wishesHint}</p>
      {TEXT.wishNames.slice(0, Math.min(WISHES, fair.venues.length)).map((name, n) => (
        <Select
          form={form}
          name={wishField(n)}
          label={name}
          blank={TEXT.noWish}
          options={fair.venues.map(({ id, name: hall, cityName }) => ({
            value: id,
            text: `${cityName} ${hall}`,
          }))}
        />
      ))}
    </fieldset>
  );

const Choices: FC<{ data: RegistrationData }> = ({ data }) => {
  const { form, postings } = data;
  return (
    <>
      <Chips
        form={form}
        name="postingIds"
        label={TEXT.postings}
        hint={TEXT.postingsHint}
        options={postings.map(({ id, title }) => ({ value: id, text: title }))}
        required
      />
      <Wishes data={data} />
      <Field form={form} name="wishNote" label={TEXT.wishNote} hint={TEXT.wishNoteHint} maxlength={200} />
      <Field
        form={form}
        name="recruiters"
        label={TEXT.recruiters}
        type="number"
        inputmode="numeric"
        required
      />
      <Field form={form} name="contactName" label={TEXT.contactName} autocomplete="name" required />
      <Field
        form={form}
        name="contactPhone"
        label={TEXT.contactPhone}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        required
      />
    </>
  );
};

/** The registration form, or the reason why the enterprise cannot register. */
export const RegisterForm: FC<{ shell: Shell; data: RegistrationData }> = ({ shell, data }) => {
  const { fair, postings, form, outside, registration, verified } = data;
  if (!verified && !isRefused(form)) return <Notice kind="waiting">{TEXT.unverified}</Notice>;
  if (postings.length === 0)
    return (
      <Empty text={TEXT.noPostings}>
        <LinkButton href="/enterprise/postings/new" kind="primary">
          {TEXT.toPostings}
        </LinkButton>
      </Empty>
    );
  return (
    <Form action={`/enterprise/fairs/${fair.id}`} csrf={shell.csrf}>
      <h2>{TEXT.register}</h2>
      <ErrorSummary form={form} labels={LABELS} />
      <Choices data={data} />
      {outside ? (
        <Field form={form} name="invitation" label={TEXT.invitation} hint={TEXT.invitationHint} />
      ) : null}
      <Button kind="primary" wide>
        {registration ? TEXT.resubmit : TEXT.submit}
      </Button>
    </Form>
  );
};

/** The form to edit a registration. An edit keeps the position in the waiting list. */
export const EditRegistrationForm: FC<{
  shell: Shell;
  data: RegistrationData;
  registration: RegistrationView;
}> = ({ shell, data, registration }) => (
  <details class="sheet" open={data.form.errors.length > 0}>
    <summary>{TEXT.edit}</summary>
    <Form action={`/enterprise/registrations/${registration.id}/edit`} csrf={shell.csrf}>
      <ErrorSummary form={data.form} labels={LABELS} />
      <p class="quiet">{TEXT.editHint}</p>
      <Choices data={data} />
      <input type="hidden" name="ifRev" value={String(registration.rev)} />
      <Button kind="primary" wide>
        {TEXT.save}
      </Button>
    </Form>
  </details>
);
