import type { FC } from "hono/jsx";
import type { CityList } from "../../../../cities/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, type FormState, Select } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { REGISTER } from "../../../text/enterprise.ts";
import { DetailFields, PROFILE_LABELS } from "./details-form.tsx";

/** Returns options: every county of the given cities, and each city as a whole. */
const countyOptions = (cities: CityList["items"]) =>
  cities.flatMap((city) => [
    ...city.counties.map((county) => ({ value: county.code, text: `${city.shortName} · ${county.name}` })),
    { value: city.code, text: city.name },
  ]);

type RegisterData = {
  shell: Shell;
  form: FormState;
  cities: CityList["items"];
  /** The invitation of an enterprise from outside the agreement; null for any other enterprise. */
  invited: { code: string; federation: string; title: string } | null;
};

/** The form to register an enterprise. */
export const RegisterPage: FC<RegisterData> = ({ shell, form, cities, invited }) => (
  <div class="narrow">
    <ErrorSummary
      form={form}
      labels={invited ? { ...PROFILE_LABELS, county: REGISTER.place } : PROFILE_LABELS}
    />
    <h1>{REGISTER.heading}</h1>
    {invited ? (
      <Notice kind="waiting">{REGISTER.invited(invited.federation, invited.title)}</Notice>
    ) : (
      <p class="quiet">{REGISTER.lead}</p>
    )}
    <Form action="/enterprise/register" csrf={shell.csrf}>
      {invited ? <input type="hidden" name="invitation" value={invited.code} /> : null}
      <Field
        form={form}
        name="name"
        label={REGISTER.name}
        hint={REGISTER.nameHint}
        autocomplete="organization"
        required
      />
      <Field form={form} name="uscc" label={REGISTER.uscc} hint={REGISTER.usccHint} maxlength={18} required />
      {invited ? (
        <Field form={form} name="county" label={REGISTER.place} hint={REGISTER.placeHint} required />
      ) : (
        <Select
          form={form}
          name="county"
          label={REGISTER.county}
          hint={REGISTER.countyHint}
          blank={REGISTER.choose}
          options={countyOptions(cities)}
          required
        />
      )}
      <DetailFields form={form} />
      <Button kind="primary" wide>
        {REGISTER.submit}
      </Button>
    </Form>
  </div>
);
