import { getSite, listCities } from "../../cities/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { guessOccupation, occupationIndex, occupationNames } from "../../postings/index.ts";
import { namesFor } from "../code-names.ts";
import { type Fields, fieldText, fieldTexts } from "../forms.ts";
import { HOME } from "../text/public/pages.ts";
import type { CardChoices } from "./card-form.tsx";

/**
 * Loads the options for trades, places and cities on a card. They include those that the form's values
 * (`named`) have already.
 */
export async function cardChoices(ctx: RequestContext, named: Fields): Promise<CardChoices> {
  const [skills, places, city] = [
    fieldTexts(named, "skills"),
    fieldTexts(named, "places"),
    fieldText(named, "city"),
  ];
  const [index, names, site, { division }] = await Promise.all([
    occupationIndex(ctx),
    occupationNames(ctx),
    getSite(ctx),
    namesFor(ctx),
  ]);
  const common = HOME.hotTrades.flatMap((trade) => guessOccupation(trade, index) ?? []);
  const trades = [...new Set([...skills, ...common])];
  const codes = [...new Set([...site.cities.map((city) => city.code), ...places])];
  const cities = await listCities(ctx);
  const counties = new Map(
    cities.items.flatMap((city) => city.counties.map((c) => [c.code, c.shortName] as const)),
  );
  const shortName = (code: string) =>
    site.cities.find((city) => city.code === code)?.shortName ?? counties.get(code) ?? code;
  return {
    skills: trades.flatMap((id) => {
      const text = names.get(id);
      return text ? [{ value: id, text }] : [];
    }),
    places: codes.map((code) => ({ value: code, text: shortName(code) })),
    cities: [
      ...cities.items.flatMap(({ code, shortName: name, counties: parts }) => [
        { value: code, text: name },
        ...parts.map((county) => ({ value: county.code, text: `${name}·${county.shortName}` })),
      ]),
      ...(city && !counties.has(city) && !site.cities.some(({ code }) => code === city)
        ? [{ value: city, text: division(city) ?? city }]
        : []),
    ],
  };
}
