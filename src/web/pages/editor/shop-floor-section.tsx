import type { Child, FC } from "hono/jsx";
import { type ManagedPosting, STATED_FACTS, type StatedFact } from "../../../postings/index.ts";
import { Field, type FormState, Select } from "../../components/forms.tsx";
import { type Fields, fieldText } from "../../forms.ts";
import { FACT } from "../../text/common.ts";
import { EDITOR } from "../../text/enterprise/pages.ts";
import { SHOP_FLOOR } from "../../text/enterprise/shop-floor.ts";

type Input = (form: FormState, name: StatedFact) => Child;

/** A choice among the values that pages name for a fact. */
const choice: Input = (form, name) => (
  <Select
    form={form}
    name={name}
    label={SHOP_FLOOR[name]}
    blank={EDITOR.unset}
    options={Object.entries(FACT[name]?.values ?? {}).map(([value, text]) => ({ value, text }))}
  />
);

const number =
  (hint: string): Input =>
  (form, name) => (
    <Field
      form={form}
      name={name}
      label={SHOP_FLOOR[name]}
      hint={hint}
      inputmode="numeric"
      maxlength={2}
      class="short"
    />
  );

const INPUTS: Record<StatedFact, Input> = {
  shift: choice,
  restDays: choice,
  restDaysPerMonth: number(SHOP_FLOOR.restDaysPerMonthHint),
  payday: choice,
  paydayOfMonth: number(SHOP_FLOOR.paydayOfMonthHint),
  posture: choice,
  pieceRate: choice,
};

/** Labels by field name, for the error summary. */
export const SHOP_FLOOR_LABELS: Record<string, string> = Object.fromEntries(
  STATED_FACTS.map((name) => [name, SHOP_FLOOR[name]]),
);

/** Converts the text of an input to the fact's value. A text that is no number is left for the schema. */
function factOf(name: StatedFact, text: string): unknown {
  if (text === "") return null;
  if (name === "pieceRate") return text === "true" ? true : text === "false" ? false : text;
  return FACT[name]?.number && /^\d+$/.test(text) ? Number(text) : text;
}

/** Returns the facts for which the form has an input; undefined for a form without any. */
export function statedFactsOf(fields: Fields): Record<string, unknown> | undefined {
  const asked = STATED_FACTS.filter((name) => fields[name] !== undefined);
  if (asked.length === 0) return undefined;
  return Object.fromEntries(asked.map((name) => [name, factOf(name, fieldText(fields, name))]));
}

/** Converts the facts of a posting to the values of the form. */
export const statedFactValues = ({ facts }: ManagedPosting): Fields =>
  Object.fromEntries(STATED_FACTS.map((name) => [name, String(facts[name] ?? "")]));

/** Inputs for the working conditions. */
export const ShopFloorInputs: FC<{ form: FormState }> = ({ form }) => (
  <section>
    <h2>{SHOP_FLOOR.heading}</h2>
    <p class="quiet">{SHOP_FLOOR.hint}</p>
    {STATED_FACTS.map((name) => INPUTS[name](form, name))}
  </section>
);
