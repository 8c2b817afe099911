import type { FC } from "hono/jsx";
import { EMPLOYMENT_TYPES } from "../../../postings/index.ts";
import { Chips, Field, type FormState, Select, TextArea } from "../../components/forms.tsx";
import { fieldTexts } from "../../forms.ts";
import { BENEFIT, EDUCATION, EMPLOYMENT } from "../../text/common.ts";
import { EDITOR } from "../../text/enterprise.ts";

const BENEFITS_OFFERED = [
  "fiveInsurances",
  "housingFund",
  "dormitory",
  "coupleRoom",
  "meals",
  "bus",
  "nightAllowance",
  "twoDaysOff",
  "freeTraining",
  "yearEndBonus",
  "veteransWelcome",
  "laundry",
];

export const EDITOR_LABELS: Record<string, string> = {
  title: EDITOR.title,
  headcount: EDITOR.headcount,
  requirements: EDITOR.requirements,
  duties: EDITOR.duties,
  placeText: EDITOR.placeText,
  payText: EDITOR.payText,
  validThrough: EDITOR.validThrough,
  education: EDITOR.education,
  contactPhone: EDITOR.contactPhone,
};

/** Common benefits, and any others that the posting has. */
const offered = (form: FormState) => [
  ...new Set([...BENEFITS_OFFERED, ...fieldTexts(form.values, "benefits")]),
];

/** All fields of a posting. */
export const PostingInputs: FC<{ form: FormState }> = ({ form }) => (
  <>
    <Field form={form} name="title" label={EDITOR.title} hint={EDITOR.titleHint} maxlength={80} required />
    <Field form={form} name="headcount" label={EDITOR.headcount} hint={EDITOR.headcountHint} required />
    <TextArea
      form={form}
      name="requirements"
      label={EDITOR.requirements}
      hint={EDITOR.requirementsHint}
      required
    />
    <TextArea form={form} name="duties" label={EDITOR.duties} required />
    <Field
      form={form}
      name="placeText"
      label={EDITOR.placeText}
      hint={EDITOR.placeHint}
      autocomplete="street-address"
      required
    />
    <Field form={form} name="payText" label={EDITOR.payText} hint={EDITOR.payHint} required />
    <Field
      form={form}
      name="validThrough"
      label={EDITOR.validThrough}
      hint={EDITOR.validHint}
      type="date"
      required
    />
    <Select
      form={form}
      name="education"
      label={EDITOR.education}
      blank={EDITOR.unset}
      options={EDUCATION.map((text, i) => ({ value: String(i), text }))}
    />
    <Select
      form={form}
      name="employmentType"
      label={EDITOR.employmentType}
      blank={EDITOR.unset}
      options={EMPLOYMENT_TYPES.map((value) => ({ value, text: EMPLOYMENT[value] }))}
    />
    <Chips
      form={form}
      name="benefits"
      label={EDITOR.benefits}
      options={offered(form).map((value) => ({ value, text: BENEFIT[value] ?? value }))}
    />
    <details class="sheet">
      <summary>{EDITOR.contact}</summary>
      <Field form={form} name="contactName" label={EDITOR.contactName} />
      <Field form={form} name="contactPhone" label={EDITOR.contactPhone} type="tel" inputmode="tel" />
      <Field form={form} name="contactHours" label={EDITOR.contactHours} />
    </details>
  </>
);
