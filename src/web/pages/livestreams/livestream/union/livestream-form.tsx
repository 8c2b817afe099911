import type { FC } from "hono/jsx";
import { Field, type FormState, Select, TextArea } from "../../../../components/forms.tsx";
import { fieldText } from "../../../../forms.ts";
import type { Site } from "../../../../layout.tsx";
import { LIVESTREAM } from "../../../../text/livestreams/livestream.ts";
import { UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";
import { chosenField, type EmployerChoices, employerField } from "./employers.ts";
import { BesideFields, type FairChoice } from "./fair-section.tsx";
import { PRESENTERS_MAX, presentersShown } from "./livestream-fields.ts";

export const LIVESTREAM_LABELS: Record<string, string> = {
  title: UNION_LIVESTREAMS.name,
  intro: UNION_LIVESTREAMS.intro,
  startsAt: UNION_LIVESTREAMS.startsAt,
  endsAt: UNION_LIVESTREAMS.endsAt,
  graceS: UNION_LIVESTREAMS.graceS,
  cities: UNION_LIVESTREAMS.cities,
  presenters: UNION_LIVESTREAMS.presenters,
  permits: UNION_LIVESTREAMS.permitUntil,
  permitUntil: UNION_LIVESTREAMS.permitUntil,
  enterpriseId: UNION_LIVESTREAMS.employer,
  ...Object.fromEntries(
    Array.from({ length: PRESENTERS_MAX }, (_, n) => [
      employerField(n),
      `${UNION_LIVESTREAMS.presenterN(n + 1)} ${UNION_LIVESTREAMS.employer}`,
    ]),
  ),
  fairId: UNION_LIVESTREAMS.fairLabel,
  venueIds: UNION_LIVESTREAMS.fairLabel,
  postings: UNION_LIVESTREAMS.runSheet,
  agreement: UNION_LIVESTREAMS.name,
};

const Presenter: FC<{ form: FormState; n: number; choices: EmployerChoices }> = ({ form, n, choices }) => {
  const name = (field: string) => `presenter${n}-${field}`;
  const offered = choices.get(n);
  return (
    <details class="sheet" open={n === 0 || fieldText(form.values, name("name")) !== ""}>
      <summary>{UNION_LIVESTREAMS.presenterN(n + 1)}</summary>
      <Field form={form} name={name("name")} label={UNION_LIVESTREAMS.presenterName} maxlength={30} />
      <Field
        form={form}
        name={name("union")}
        label={UNION_LIVESTREAMS.union}
        hint={UNION_LIVESTREAMS.unionHint}
        maxlength={60}
      />
      <Field
        form={form}
        name={employerField(n)}
        label={UNION_LIVESTREAMS.employer}
        hint={UNION_LIVESTREAMS.employerHint}
        maxlength={60}
      />
      {offered ? (
        <Select
          form={form}
          name={chosenField(n)}
          label={UNION_LIVESTREAMS.chooseEmployer}
          options={offered}
          blank={UNION_LIVESTREAMS.chooseEmployer}
        />
      ) : (
        <input type="hidden" name={chosenField(n)} value={fieldText(form.values, chosenField(n))} />
      )}
      <Field form={form} name={name("permit")} label={UNION_LIVESTREAMS.permit} maxlength={60} />
      <Field form={form} name={name("until")} label={UNION_LIVESTREAMS.permitUntil} type="date" />
    </details>
  );
};

export type InputsData = {
  site: Site;
  /** Code of the home city. */
  home: string;
  onAir: boolean;
  fairs: readonly FairChoice[];
  choices: EmployerChoices;
};

/** All fields of a livestream. `onAir` leaves out those that stay as they are. */
export const LivestreamInputs: FC<{ form: FormState; data: InputsData }> = ({ form, data }) => {
  const { site, home, onAir, fairs, choices } = data;
  const roles = (["organiser", "supporter"] as const).map((role) => ({
    value: role,
    text: LIVESTREAM.holders[role],
  }));
  const time = { type: "datetime-local", hint: UNION_LIVESTREAMS.timeHint, required: true } as const;
  return (
    <>
      <Field
        form={form}
        name="title"
        label={UNION_LIVESTREAMS.name}
        hint={UNION_LIVESTREAMS.nameHint}
        maxlength={80}
        required
      />
      <TextArea form={form} name="intro" label={UNION_LIVESTREAMS.intro} rows={3} maxlength={2000} />
      {onAir ? null : <Field form={form} name="startsAt" label={UNION_LIVESTREAMS.startsAt} {...time} />}
      <Field form={form} name="endsAt" label={UNION_LIVESTREAMS.endsAt} {...time} />
      <h2 id="presenters">{UNION_LIVESTREAMS.presenters}</h2>
      <p class="hint">{UNION_LIVESTREAMS.presentersHint}</p>
      {Array.from({ length: presentersShown(form.values) }, (_, n) => (
        <Presenter form={form} n={n} choices={choices} />
      ))}
      {onAir ? null : <BesideFields form={form} fairs={fairs} />}
      <h2 id="cities">{UNION_LIVESTREAMS.cities}</h2>
      <p class="hint">{UNION_LIVESTREAMS.citiesHint}</p>
      {site.cities
        .filter(({ code }) => code !== home)
        .map(({ code, shortName }) => (
          <Select
            form={form}
            name={`role-${code}`}
            label={`${shortName} ${UNION_LIVESTREAMS.role}`}
            options={roles}
            blank={UNION_LIVESTREAMS.notIn}
          />
        ))}
      {onAir ? null : (
        <Field
          form={form}
          name="graceS"
          label={UNION_LIVESTREAMS.graceS}
          hint={UNION_LIVESTREAMS.graceHint}
          type="number"
          inputmode="numeric"
          required
        />
      )}
    </>
  );
};
