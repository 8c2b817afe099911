import type { Child, FC } from "hono/jsx";
import { EMPLOYMENT_TYPES, type ManagedPosting, type WordColumn } from "../../../postings/index.ts";
import { Chips, Field, type FieldProps, type FormState, Select, TextArea } from "../../components/forms.tsx";
import { type Fields, fieldText, fieldTexts, requireFilled } from "../../forms.ts";
import { BENEFIT, EDUCATION, EMPLOYMENT } from "../../text/common.ts";
import { EDITOR } from "../../text/enterprise/pages.ts";
import { asksPay } from "./pay-of-form.ts";
import {
  SHOP_FLOOR_LABELS,
  ShopFloorInputs,
  statedFactsOf,
  statedFactValues,
} from "./shop-floor-section.tsx";
import { type NamedPay, TradePaySection } from "./trade-pay-section.tsx";

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

/** Fields of a posting without which it cannot be submitted. Education can stand for the requirements. */
const ASKED = ["title", "headcount", "requirements", "duties", "placeText", "payText", "validThrough"];

/**
 * Throws INVALID_INPUT for a form without a title. With `submit`, names all other blank fields at once.
 */
export function requireWords(fields: Fields, submit: boolean): void {
  if (fieldText(fields, "title")) return;
  const stated = fieldText(fields, "education") ? ["requirements"] : [];
  requireFilled(fields, submit ? ASKED.filter((name) => !stated.includes(name)) : ["title"]);
}

type Words = { name: WordColumn; label: string };
type EditorField = {
  label: string;
  /** True if the field is in the folded section of contact details, after the other fields. */
  folded?: true;
  input: (field: Words & { form: FormState }) => Child;
  /** Returns the posting's value as the form shows it. */
  show: (posting: ManagedPosting) => string | string[];
  /** Converts the form's value to the posting's; blank becomes null. */
  read: (fields: Fields, name: WordColumn) => unknown;
};

const textIn = (fields: Fields, name: string) => fieldText(fields, name) || null;

/** A field with one line of text. */
const line = (
  label: string,
  show: EditorField["show"],
  more: Partial<Omit<FieldProps, "form" | "name" | "label">> = {},
): EditorField => ({
  label,
  show,
  read: textIn,
  input: (field) => <Field {...field} {...more} />,
});

/** Defines a required multi-line text field. */
const area = (label: string, show: EditorField["show"], more: { hint?: string } = {}): EditorField => ({
  label,
  show,
  read: textIn,
  input: (field) => <TextArea {...field} {...more} required />,
});

const choice = (
  label: string,
  show: EditorField["show"],
  options: { value: string; text: string }[],
): EditorField => ({
  label,
  show,
  read: textIn,
  input: (field) => <Select {...field} blank={EDITOR.unset} options={options} />,
});

/** Returns the benefits to choose from: common ones, and any others that the posting has. */
const offered = (form: FormState) => [
  ...new Set([...BENEFITS_OFFERED, ...fieldTexts(form.values, "benefits")]),
];

/** The editor's fields in the order of the page; null for columns that the editor does not show. */
export const EDITOR_FIELDS: Record<WordColumn, EditorField | null> = {
  title: line(EDITOR.title, ({ title }) => title, { hint: EDITOR.titleHint, maxlength: 80, required: true }),
  headcount: line(EDITOR.headcount, (posting) => posting.headcountText ?? String(posting.headcount ?? ""), {
    hint: EDITOR.headcountHint,
    required: true,
  }),
  requirements: area(EDITOR.requirements, ({ requirements }) => requirements ?? "", {
    hint: EDITOR.requirementsHint,
  }),
  duties: area(EDITOR.duties, ({ duties }) => duties ?? ""),
  placeText: line(EDITOR.placeText, ({ placeText }) => placeText ?? "", {
    hint: EDITOR.placeHint,
    autocomplete: "address-line1",
    required: true,
  }),
  payText: line(EDITOR.payText, ({ pay }) => pay.text ?? "", { hint: EDITOR.payHint, required: true }),
  validThrough: line(EDITOR.validThrough, ({ validThrough }) => validThrough ?? "", {
    hint: EDITOR.validHint,
    type: "date",
    required: true,
  }),
  education: {
    ...choice(
      EDITOR.education,
      ({ education }) => String(education ?? ""),
      EDUCATION.map((text, i) => ({ value: String(i), text })),
    ),
    read: (fields, name) => (fieldText(fields, name) === "" ? null : Number(fieldText(fields, name))),
  },
  employmentType: choice(
    EDITOR.employmentType,
    ({ employmentType }) => employmentType ?? "",
    EMPLOYMENT_TYPES.map((value) => ({ value, text: EMPLOYMENT[value] })),
  ),
  benefits: {
    label: EDITOR.benefits,
    show: ({ benefits }) => benefits,
    read: fieldTexts,
    input: (field) => (
      <Chips
        {...field}
        options={offered(field.form).map((value) => ({ value, text: BENEFIT[value] ?? value }))}
      />
    ),
  },
  contactName: { ...line(EDITOR.contactName, ({ contactName }) => contactName ?? ""), folded: true },
  contactPhone: {
    ...line(EDITOR.contactPhone, ({ contactPhone }) => contactPhone ?? "", { type: "tel", inputmode: "tel" }),
    folded: true,
  },
  contactHours: { ...line(EDITOR.contactHours, ({ contactHours }) => contactHours ?? ""), folded: true },
  occupation: null,
  agency: null,
  city: null,
  county: null,
  experienceMinMonths: null,
};

const FIELDS = (Object.entries(EDITOR_FIELDS) as [WordColumn, EditorField | null][]).flatMap(
  ([name, field]) => (field ? [{ ...field, name }] : []),
);

/** Labels by field name, for the error summary. */
export const EDITOR_LABELS: Record<string, string> = {
  ...Object.fromEntries(FIELDS.map(({ name, label }) => [name, label])),
  ...SHOP_FLOOR_LABELS,
};

/** Converts the submitted form to the input for creating or editing a posting. */
export const postingOf = (fields: Fields): Record<string, unknown> => ({
  ...Object.fromEntries(FIELDS.map(({ name, read }) => [name, read(fields, name)])),
  facts: statedFactsOf(fields),
});

/** Converts a posting to the values of the form. */
export const postingValues = (posting: ManagedPosting): Fields => ({
  ...Object.fromEntries(FIELDS.map(({ name, show }) => [name, show(posting)])),
  ...statedFactValues(posting),
});

/**
 * The editor's inputs: the fields of a posting with the pay of its trade, the working conditions, then the
 * folded contact details.
 */
export const PostingInputs: FC<{ form: FormState; pay: NamedPay | null }> = ({ form, pay }) => {
  const inputs = (folded: boolean) =>
    FIELDS.filter((field) => (field.folded ?? false) === folded).map(({ name, label, input }) => (
      <>
        {input({ form, name, label })}
        {name === "payText" ? <TradePaySection pay={pay} asked={asksPay(form.values)} /> : null}
      </>
    ));
  return (
    <>
      {inputs(false)}
      <ShopFloorInputs form={form} />
      <details class="sheet">
        <summary>{EDITOR.contact}</summary>
        {inputs(true)}
      </details>
    </>
  );
};
