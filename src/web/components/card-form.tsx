import type { FC } from "hono/jsx";
import type { ProfileView } from "../../candidates/index.ts";
import { type FieldNames, type Fields, fieldList, fieldText, fieldTexts } from "../forms.ts";
import { CARD } from "../text/seeker.ts";
import { Check, Chips, Field, type FormState, type Option, Select } from "./forms.tsx";

export type CardChoices = { skills: Option[]; places: Option[]; cities: Option[] };

/** The fields of a seeker's card. `withPhone` adds the phone number, for visitors who are not signed in. */
export const CardFields: FC<{ form: FormState; choices: CardChoices; withPhone: boolean }> = (props) => {
  const { form, choices, withPhone } = props;
  return (
    <>
      <Field
        form={form}
        name="callName"
        label={CARD.callName}
        hint={CARD.callNameHint}
        autocomplete="nickname"
        maxlength={20}
        required
      />
      {withPhone ? (
        <Field
          form={form}
          name="phone"
          label={CARD.phone}
          hint={CARD.phoneHint}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          required
        />
      ) : null}
      <Chips
        form={form}
        name="skills"
        label={CARD.skills}
        hint={CARD.skillsHint}
        options={choices.skills}
        required
      />
      <Chips
        form={form}
        name="places"
        label={CARD.places}
        hint={CARD.placesHint}
        options={choices.places}
        required
      />
      <Select
        form={form}
        name="city"
        label={CARD.city}
        hint={CARD.cityHint}
        options={choices.cities}
        blank={CARD.noCity}
      />
      <details class="sheet">
        <summary>{CARD.more}</summary>
        <Field form={form} name="years" label={CARD.years} type="number" inputmode="numeric" />
        <Field form={form} name="certificates" label={CARD.certificates} hint={CARD.certificatesHint} />
        <Field form={form} name="startFrom" label={CARD.startFrom} hint={CARD.startFromHint} maxlength={40} />
        <Check name="veteran" checked={form.values.veteran === "1"}>
          {CARD.veteran}
        </Check>
      </details>
    </>
  );
};

export const CARD_LABELS: Record<string, string> = {
  callName: CARD.callName,
  phone: CARD.phone,
  skills: CARD.skills,
  places: CARD.places,
  city: CARD.city,
  years: CARD.years,
  certificates: CARD.certificates,
  startFrom: CARD.startFrom,
};

/**
 * Returns the city and county of a chosen place. The code of a county does not end in 00; its city follows
 * from it.
 */
const livesIn = (code: string) =>
  code && !code.endsWith("00") ? { city: null, county: code } : { city: code || null, county: null };

/** The field of the form for the path of an error. One field asks for city and county. */
export const cardField: FieldNames = (path) => {
  const [name = path] = path.split(".");
  return name === "county" ? "city" : name;
};

/** Reads a submitted card form as input for ProfileInput. */
export function cardOf(fields: Fields) {
  const years = fieldText(fields, "years");
  return {
    callName: fieldText(fields, "callName"),
    skills: fieldTexts(fields, "skills"),
    places: fieldTexts(fields, "places"),
    ...livesIn(fieldText(fields, "city")),
    years: years === "" ? null : Number(years),
    certificates: fieldList(fields, "certificates"),
    startFrom: fieldText(fields, "startFrom") || null,
    veteran: fieldText(fields, "veteran") === "1",
  };
}

/** Converts a saved card to the values of the card's form. */
export const cardValues = (card: ProfileView): Fields => ({
  callName: card.callName,
  skills: card.skills,
  places: card.places,
  city: card.county ?? card.city ?? "",
  years: card.years === null ? "" : String(card.years),
  certificates: card.certificates.join("、"),
  startFrom: card.startFrom ?? "",
  veteran: card.veteran ? "1" : "",
});

/** Hidden fields that carry the card's values through another page. */
export const Carried: FC<{ fields: Fields }> = ({ fields }) => (
  <>
    {Object.entries(fields).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value ?? ""]).map((text) => (
        <input type="hidden" name={name} value={text} />
      )),
    )}
  </>
);
