import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { Field, type FormState, TextArea } from "../../../components/forms.tsx";
import { CLAIM, REGISTER } from "../../../text/enterprise/pages.ts";
import { REWRITE } from "../../../text/enterprise/wording.ts";
import { WordsSection, type Written } from "../../editor/words-section.tsx";

export const PROFILE_LABELS: Record<string, string> = {
  name: REGISTER.name,
  uscc: REGISTER.uscc,
  county: REGISTER.county,
  statement: CLAIM.statement,
  address: REGISTER.address,
  contactName: REGISTER.contactName,
  contactPhone: REGISTER.contactPhone,
  contactHours: REGISTER.contactHours,
  intro: REGISTER.intro,
};

/** The text about an enterprise, in which words are marked. */
export const introOf = ({ intro }: Pick<EnterpriseView, "intro">): Written => ({
  label: REGISTER.intro,
  text: intro,
});

export const NameField: FC<{ form: FormState }> = ({ form }) => (
  <Field
    form={form}
    name="name"
    label={REGISTER.name}
    hint={REGISTER.nameHint}
    autocomplete="organization"
    required
  />
);

export const DetailFields: FC<{ form: FormState }> = ({ form }) => (
  <>
    <Field form={form} name="address" label={REGISTER.address} autocomplete="address-line1" />
    <Field form={form} name="contactName" label={REGISTER.contactName} autocomplete="name" />
    <Field
      form={form}
      name="contactPhone"
      label={REGISTER.contactPhone}
      hint={REGISTER.contactPhoneHint}
      type="tel"
      inputmode="tel"
    />
    <Field form={form} name="contactHours" label={REGISTER.contactHours} hint={REGISTER.contactHoursHint} />
    <TextArea form={form} name="intro" label={REGISTER.intro} />
  </>
);

/** Marks words of the text that was just saved. */
export const SavedWords: FC<{ enterprise: EnterpriseView }> = ({ enterprise }) => (
  <div class="narrow">
    <WordsSection texts={[introOf(enterprise)]} lead={REWRITE.saved} />
  </div>
);
