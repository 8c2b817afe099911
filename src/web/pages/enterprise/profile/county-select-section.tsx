import type { FC } from "hono/jsx";
import type { CityList } from "../../../../cities/index.ts";
import { type FormState, Select } from "../../../components/forms.tsx";
import { REGISTER } from "../../../text/enterprise/pages.ts";

type Cities = CityList["items"];

/** Returns options: every county of the given cities, and each city as a whole. */
const countyOptions = (cities: Cities) =>
  cities.flatMap((city) => [
    ...city.counties.map((county) => ({ value: county.code, text: `${city.shortName} · ${county.name}` })),
    { value: city.code, text: city.name },
  ]);

/** The choice of the enterprise's county. */
export const CountySelect: FC<{ form: FormState; cities: Cities }> = ({ form, cities }) => (
  <Select
    form={form}
    name="county"
    label={REGISTER.county}
    hint={REGISTER.countyHint}
    blank={REGISTER.choose}
    options={countyOptions(cities)}
    required
  />
);
