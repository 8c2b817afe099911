import type { FC } from "hono/jsx";
import { CITY_ROLES, FAIR_KINDS, FAIR_PERMITS } from "../../../../../fairs/index.ts";
import { Field, type FormState, type Option, Select, TextArea } from "../../../../components/forms.tsx";
import { type Fields, fieldText } from "../../../../forms.ts";
import type { Site } from "../../../../layout.tsx";
import { BLOCKER, CITY_ROLE, FAIR_KIND } from "../../../../text/fairs/fair.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { WordsSection } from "../../../editor/words-section.tsx";

/** Highest number of venues of a fair. */
const HALLS_MAX = 20;

/** Number of venues that the form shows: those that it has, at least two. The button adds an empty one. */
export function shownHalls(values: Fields): number {
  const given = Object.keys(values).flatMap((name) => {
    const n = /^venue(\d+)-name$/.exec(name)?.[1];
    return n === undefined ? [] : [Number(n) + 1];
  });
  const more = fieldText(values, "addHall") ? 1 : 0;
  return Math.min(HALLS_MAX, Math.max(2, ...given) + more);
}

export const FAIR_LABELS: Record<string, string> = {
  title: UNION_FAIRS.name,
  kind: UNION_FAIRS.kind,
  occupation: UNION_FAIRS.occupation,
  registrationOpensAt: UNION_FAIRS.registrationOpensAt,
  registrationClosesAt: UNION_FAIRS.registrationClosesAt,
  opensAt: UNION_FAIRS.opensAt,
  closesAt: UNION_FAIRS.closesAt,
  offerHours: UNION_FAIRS.offerHours,
  hostQuota: UNION_FAIRS.hostQuota,
  cities: UNION_FAIRS.cities,
  venues: UNION_FAIRS.venues,
  permits: UNION_FAIRS.permits,
  programme: UNION_FAIRS.programme,
};

/** Marks words in the texts of a fair. */
export const FairWords: FC<{ fields: Fields; lead: string }> = ({ fields, lead }) => (
  <WordsSection
    lead={lead}
    texts={[
      { label: UNION_FAIRS.name, text: fieldText(fields, "title") },
      { label: UNION_FAIRS.intro, text: fieldText(fields, "intro") },
      { label: UNION_FAIRS.programme, text: fieldText(fields, "programme") },
    ]}
  />
);

type VenueProps = {
  form: FormState;
  n: number;
  cities: readonly Option[];
  /** True for the venue that was just added. */
  added: boolean;
};

const Venue: FC<VenueProps> = ({ form, n, cities, added }) => {
  const name = (field: string) => `venue${n}-${field}`;
  const id = fieldText(form.values, name("id"));
  const called = fieldText(form.values, name("name"));
  return (
    <details class="sheet" open={called === "" && (n === 0 || added)}>
      <summary>{called ? `${UNION_FAIRS.venueN(n + 1)}：${called}` : UNION_FAIRS.venueN(n + 1)}</summary>
      {id ? <input type="hidden" name={name("id")} value={id} /> : null}
      <Field form={form} name={name("name")} label={UNION_FAIRS.venueName} maxlength={60} />
      <Select form={form} name={name("city")} label={UNION_FAIRS.venueCity} options={cities} />
      <Field form={form} name={name("address")} label={UNION_FAIRS.address} maxlength={200} />
      <Field form={form} name={name("directions")} label={UNION_FAIRS.directions} maxlength={500} />
      <Field form={form} name={name("hours")} label={UNION_FAIRS.hours} maxlength={80} />
      <Field
        form={form}
        name={name("capacity")}
        label={UNION_FAIRS.capacity}
        type="number"
        inputmode="numeric"
      />
      <Field form={form} name={name("rows")} label={UNION_FAIRS.rows} type="number" inputmode="numeric" />
      <Field
        form={form}
        name={name("columns")}
        label={UNION_FAIRS.columns}
        type="number"
        inputmode="numeric"
      />
      <Field form={form} name={name("closed")} label={UNION_FAIRS.closed} hint={UNION_FAIRS.closedHint} />
    </details>
  );
};

const Time: FC<{ form: FormState; name: string; label: string }> = (props) => (
  <Field {...props} type="datetime-local" hint={UNION_FAIRS.timeHint} required />
);

type InputsProps = {
  form: FormState;
  site: Site;
  host: string;
  occupations: readonly Option[];
  action: string;
};

/** All fields of a fair. */
export const FairInputs: FC<InputsProps> = ({ form, site, host, occupations, action }) => {
  const cities = site.cities.map(({ code, shortName }) => ({ value: code, text: shortName }));
  const halls = shownHalls(form.values);
  const added = fieldText(form.values, "addHall") !== "";
  const roles = CITY_ROLES.filter((role) => role !== "host").map((role) => ({
    value: role,
    text: CITY_ROLE[role],
  }));
  const kinds = FAIR_KINDS.map((kind) => ({ value: kind, text: FAIR_KIND[kind] }));
  return (
    <>
      {/* The first button of a form is the one that Enter presses. */}
      <button type="submit" hidden>
        {UNION_FAIRS.save}
      </button>
      <Field
        form={form}
        name="title"
        label={UNION_FAIRS.name}
        hint={UNION_FAIRS.nameHint}
        maxlength={80}
        required
      />
      <Select form={form} name="kind" label={UNION_FAIRS.kind} options={kinds} required />
      <Select form={form} name="occupation" label={UNION_FAIRS.occupation} options={occupations} blank="—" />
      <TextArea form={form} name="intro" label={UNION_FAIRS.intro} rows={3} maxlength={2000} />
      <Time form={form} name="registrationOpensAt" label={UNION_FAIRS.registrationOpensAt} />
      <Time form={form} name="registrationClosesAt" label={UNION_FAIRS.registrationClosesAt} />
      <Time form={form} name="opensAt" label={UNION_FAIRS.opensAt} />
      <Time form={form} name="closesAt" label={UNION_FAIRS.closesAt} />
      <h2 id="venues">{UNION_FAIRS.venues}</h2>
      <p class="hint">{UNION_FAIRS.venueHint}</p>
      {Array.from({ length: halls }, (_, n) => (
        <Venue form={form} n={n} cities={cities} added={added && n === halls - 1} />
      ))}
      {halls < HALLS_MAX ? (
        <p>
          <button
            type="submit"
            class="button"
            name="addHall"
            value="1"
            formaction={`${action}#venue${halls}-name`}
          >
            {UNION_FAIRS.addHall}
          </button>
        </p>
      ) : null}
      <h2 id="cities">{UNION_FAIRS.cities}</h2>
      <p class="hint">{UNION_FAIRS.citiesHint}</p>
      <Field form={form} name="hostQuota" label={UNION_FAIRS.hostQuota} type="number" inputmode="numeric" />
      {site.cities
        .filter(({ code }) => code !== host)
        .map(({ code, shortName }) => (
          <div class="split">
            <Select
              form={form}
              name={`role-${code}`}
              label={`${shortName} ${UNION_FAIRS.role}`}
              options={roles}
              blank={UNION_FAIRS.notIn}
            />
            <Field
              form={form}
              name={`quota-${code}`}
              label={`${shortName} ${UNION_FAIRS.quota}`}
              type="number"
              inputmode="numeric"
            />
          </div>
        ))}
      <Field form={form} name="offerHours" label={UNION_FAIRS.offerHours} type="number" inputmode="numeric" />
      <TextArea
        form={form}
        name="programme"
        label={UNION_FAIRS.programme}
        hint={UNION_FAIRS.programmeHint}
        rows={4}
      />
      <h2 id="permits">{UNION_FAIRS.permits}</h2>
      <p class="hint">{UNION_FAIRS.permitsHint}</p>
      {FAIR_PERMITS.map((paper) => (
        <TextArea form={form} name={paper} label={BLOCKER[paper] ?? paper} rows={3} maxlength={5000} />
      ))}
    </>
  );
};
