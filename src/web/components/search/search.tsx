import type { FC } from "hono/jsx";
import { FACETS, type FacetCounts, type FacetName, type Filter } from "../../../search/index.ts";
import { type Query, toggled, valuesOf, withValue } from "../../links/search.ts";
import { BENEFIT, EDUCATION } from "../../text/common.ts";
import { HOME, SEARCH } from "../../text/public/pages.ts";
import type { CodeNames } from "../posting.tsx";
import { type Chip, filterTexts } from "./understood.tsx";

export const SearchBox: FC<{ text: string; keep?: Query }> = ({ text, keep }) => (
  <search>
    <form class="search" action="/postings">
      <label class="sr" for="q">
        {HOME.searchLabel}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        value={text}
        placeholder={HOME.searchHint}
        autocomplete="off"
        list="suggestions"
        data-suggest="/api/v1/suggestions"
        maxlength={200}
      />
      <datalist id="suggestions" />
      {keep
        ? [...keep]
            .filter(([key]) => key !== "q" && key !== "cursor")
            .map(([key, value]) => <input type="hidden" name={key} value={value} />)
        : null}
      <button class="button primary" type="submit">
        {HOME.search}
      </button>
    </form>
  </search>
);

/** Facets that allow one value only, with their query parameter. All other facets allow several values. */
const SINGLE: Partial<Record<FacetName, string>> = {
  payBand: "payMin",
  education: "education",
  experience: "experienceYears",
};
const SHOWN = 12;

/** Returns the displayed name of a facet value. */
export function facetText(facet: FacetName, value: string, names: CodeNames): string {
  if (facet === "payBand") return SEARCH.payBand(Number(value));
  if (facet === "education") return EDUCATION[Number(value)] ?? value;
  if (facet === "experience") return SEARCH.years(Number(value));
  if (facet === "benefits") return BENEFIT[value] ?? value;
  if (facet === "occupation") return names.occupation(value) ?? value;
  return names.division(value) ?? SEARCH.others;
}

const keyOf = (facet: FacetName) => SINGLE[facet] ?? facet;

const isChosen = (facet: FacetName, value: string, query: Query) =>
  valuesOf(query, keyOf(facet)).includes(value);

const link = (facet: FacetName, value: string, query: Query) => {
  const key = SINGLE[facet];
  if (!key) return toggled(query, facet, value);
  return withValue(query, key, isChosen(facet, value, query) ? null : value);
};

const Facet: FC<{ facet: FacetName; counts: FacetCounts[FacetName]; query: Query; names: CodeNames }> = (
  props,
) => {
  const { facet, counts, query, names } = props;
  const useful = counts.filter(({ value }) => !(facet === "education" && value === "0")).slice(0, SHOWN);
  if (useful.length === 0) return null;
  return (
    <section class="facet">
      <h2>{SEARCH.facets[facet]}</h2>
      <ul>
        {useful.map(({ value, count }) => (
          <li>
            <a
              href={link(facet, value, query)}
              {...(isChosen(facet, value, query) ? { "aria-current": "true" as const } : {})}
            >
              <span>{facetText(facet, value, names)}</span>
              <span class="n number">{count}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};

/**
 * Shows facets as links with counts: in a side column on wide screens, folded on narrow ones. Works without
 * client code.
 */
export const Facets: FC<{ facets: FacetCounts; query: Query; names: CodeNames }> = ({
  facets,
  query,
  names,
}) => (
  <details class="sheet">
    <summary>{SEARCH.filters}</summary>
    {FACETS.map((facet) => (
      <Facet facet={facet} counts={facets[facet]} query={query} names={names} />
    ))}
  </details>
);

/** Filters that belong to no facet. Each is one chip, however many values it has. */
const OTHERS = [
  "payMax",
  "dayPayMin",
  "hourPayMin",
  "payPeriod",
  "payday",
  "shift",
  "notShift",
  "notPayPeriod",
  "notPayday",
] as const;

function otherFilter(key: (typeof OTHERS)[number], query: Query): Partial<Filter> {
  const values = valuesOf(query, key);
  if (values.length === 0) return {};
  return { [key]: /M(?:ax|in)$/.test(key) ? Number(values[0]) : values };
}

/** Returns the active filters of a query, each with the link that removes it. */
export const filterChips = (query: Query, names: CodeNames): Chip[] => [
  ...FACETS.flatMap((facet) =>
    valuesOf(query, keyOf(facet)).map((value) => ({
      text: facetText(facet, value, names),
      href: link(facet, value, query),
    })),
  ),
  ...OTHERS.flatMap((key) =>
    filterTexts(otherFilter(key, query)).map((text) => ({ text, href: withValue(query, key, null) })),
  ),
];

/** Returns the displayed names of the active filters of a query. */
export const conditionTexts = (query: Query, names: CodeNames): string[] =>
  filterChips(query, names).map(({ text }) => text);
