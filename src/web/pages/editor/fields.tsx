import type { FC } from "hono/jsx";
import { EMPLOYMENT_TYPES, type PostingDesk } from "../../../postings/index.ts";
import { Chips, Field, type FormState, Select, TextArea } from "../../components/forms.tsx";
import { type Fields, many, one } from "../../forms.ts";
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

/** A submitted editor as the input the verbs take; blank is null. */
export function postingOf(fields: Fields) {
  const text = (name: string) => one(fields, name) || null;
  const education = one(fields, "education");
  return {
    title: one(fields, "title"),
    headcount: text("headcount"),
    requirements: text("requirements"),
    duties: text("duties"),
    placeText: text("placeText"),
    payText: text("payText"),
    validThrough: text("validThrough"),
    education: education === "" ? null : Number(education),
    employmentType: text("employmentType"),
    benefits: many(fields, "benefits"),
    contactName: text("contactName"),
    contactPhone: text("contactPhone"),
    contactHours: text("contactHours"),
  };
}

export const postingValues = (posting: PostingDesk): Fields => ({
  title: posting.title,
  headcount: posting.headcountText ?? (posting.headcount === null ? "" : String(posting.headcount)),
  requirements: posting.requirements ?? "",
  duties: posting.duties ?? "",
  placeText: posting.placeText ?? "",
  payText: posting.pay.text ?? "",
  validThrough: posting.validThrough ?? "",
  education: posting.education === null ? "" : String(posting.education),
  employmentType: posting.employmentType ?? "",
  benefits: posting.benefits,
  contactName: posting.contactName ?? "",
  contactPhone: posting.contactPhone ?? "",
  contactHours: posting.contactHours ?? "",
});

/** The common ones, and those that this posting has besides. */
const offered = (form: FormState) => [...new Set([...BENEFITS_OFFERED, ...many(form.values, "benefits")])];

/** Everything that a posting says. */
export const Inputs: FC<{ form: FormState }> = ({ form }) => (
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
      autocomplete="address-line1"
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
