import type { FC } from "hono/jsx";
import type { FairView, RegistrationView } from "../../../../fairs/index.ts";
import { Empty, Notice } from "../../../components/blocks.tsx";
import {
  Button,
  Chips,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  LinkButton,
  Select,
} from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { ENTERPRISE_FAIRS as TEXT } from "../../../text/fairs/enterprise.ts";
import { WISHES, wishField } from "./choices.ts";

export type OneData = {
  fair: FairView;
  registration: RegistrationView | null;
  postings: { id: string; title: string }[];
  form: FormState;
  /** True where the enterprise may register, or hand in again. */
  open: boolean;
  /** From outside: a code is needed. */
  outside: boolean;
  verified: boolean;
  /** True where what it brings can still be changed. */
  editable: boolean;
  now: Date;
};

const LABELS: Record<string, string> = {
  postingIds: TEXT.postings,
  venueWishes: TEXT.wishes,
  wishNote: TEXT.wishNote,
  recruiters: TEXT.recruiters,
  contactName: TEXT.contactName,
  contactPhone: TEXT.contactPhone,
  invitation: TEXT.invitation,
};

/** Halls in the order of preference. */
const Wishes: FC<{ data: OneData }> = ({ data: { fair, form } }) =>
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

const Choices: FC<{ data: OneData }> = ({ data }) => {
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

/** The form of an enterprise that may register now, or what stands before it. */
export const Register: FC<{ shell: Shell; data: OneData }> = ({ shell, data }) => {
  const { fair, postings, form, outside, registration, verified } = data;
  if (!verified) return <Notice kind="waiting">{TEXT.unverified}</Notice>;
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

/** The same for a registration that stands: its place in line stays. */
export const Edit: FC<{ shell: Shell; data: OneData; registration: RegistrationView }> = ({
  shell,
  data,
  registration,
}) => (
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
