import type { FC } from "hono/jsx";
import { FACETS, type FacetCounts, type FacetName } from "../../search/index.ts";
import { type Query, toggled, valuesOf, withValue } from "../links/search.ts";
import { BENEFIT, EDUCATION } from "../text/common.ts";
import { HOME, SEARCH } from "../text/public.ts";
import type { CodeNames } from "./posting.tsx";

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

/** Returns the active filters, each with the link that removes it. */
const chosenOf = (query: Query, names: CodeNames) =>
  FACETS.flatMap((facet) =>
    valuesOf(query, keyOf(facet)).map((value) => ({
      text: facetText(facet, value, names),
      href: link(facet, value, query),
    })),
  );

/** Returns the displayed names of the active filters of a query. */
export const conditionTexts = (query: Query, names: CodeNames): string[] =>
  chosenOf(query, names).map(({ text }) => text);

export const ActiveFilters: FC<{ query: Query; names: CodeNames }> = ({ query, names }) => {
  const chosen = chosenOf(query, names);
  if (chosen.length === 0) return null;
  return (
    <ul class="chips">
      {chosen.map(({ text, href }) => (
        <li>
          <a class="chip" href={href} aria-current="true" aria-label={SEARCH.remove(text)}>
            {text} ✕
          </a>
        </li>
      ))}
    </ul>
  );
};
