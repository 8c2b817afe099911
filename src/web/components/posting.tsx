import type { FC } from "hono/jsx";
import type { Site } from "../../cities/index.ts";
import {
  type PostingCard as Card,
  type PayView,
  type PostingView,
  payTerms,
  splitCosts,
} from "../../postings/index.ts";
import type { Here } from "../links/here.ts";
import { BENEFIT, BESIDES, COMMON, COSTS, EDUCATION, EMPLOYMENT, FACT } from "../text/common.ts";
import {
  formatAge,
  formatDate,
  formatExperience,
  formatHeadcount,
  formatPay,
  hasPay,
  payAsWritten,
} from "../text/format.ts";
import { NEAR } from "../text/public/near.ts";
import { POSTING } from "../text/public/pages.ts";
import { CityTag, Facts, Verified } from "./blocks.tsx";
import { Marked } from "./marked.tsx";

/** Looks up the name of a division or an occupation by its code; null if there is none. */
export type CodeNames = {
  division(code: string | null): string | null;
  occupation(id: string | null): string | null;
};

const TERMS_IN_LISTS = 4;
const TERM_IN_LISTS_CHARS = 16;

/** Shortens the words beside a figure for a list. The posting's page shows all of them. */
const inList = (terms: string[]) =>
  terms
    .slice(0, TERMS_IN_LISTS)
    .map((term) => (term.length > TERM_IN_LISTS_CHARS ? `${term.slice(0, TERM_IN_LISTS_CHARS - 1)}…` : term));

/**
 * Shows the figures of a pay, and beside them what its source says of them (计件, 包吃住, 干满26天). `short` is for
 * lists.
 */
export const Pay: FC<{ pay: PayView; short?: boolean }> = ({ pay, short = false }) => {
  const terms = short ? inList(payTerms(pay)) : payTerms(pay);
  return (
    <span>
      <span class={hasPay(pay) ? "pay" : "pay unknown"}>{formatPay(pay)}</span>
      {terms.length > 0 ? <span class="pay-terms"> {terms.join(" · ")}</span> : null}
    </span>
  );
};

/** Shows a pay's figures, with the source's own text if they leave something of it out. */
const PayWithSource: FC<{ pay: PayView }> = ({ pay }) => {
  const source = payAsWritten(pay);
  return (
    <>
      {formatPay(pay)}
      {source ? <div class="quiet">{POSTING.paySource(source)}</div> : null}
    </>
  );
};

/** Shows city and county (葫芦岛·兴城市) with the city's colour. Without both, shows the posting's place text. */
export const PostingPlace: FC<{
  site: Site;
  names: CodeNames;
  posting: Pick<Card, "city" | "county" | "placeText">;
}> = ({ site, names, posting }) => {
  const city = names.division(posting.city);
  const county = names.division(posting.county);
  const text = [city, county].filter(Boolean).join("·") || posting.placeText || COMMON.unknown;
  return <CityTag site={site} code={posting.city ?? "none"} text={text} />;
};

/** Shows the employer's name, with a mark if the employer is verified. */
const Employer: FC<{ posting: Pick<Card, "employer"> }> = ({ posting }) => (
  <>
    {posting.employer.name} {posting.employer.verified ? <Verified>{POSTING.verified}</Verified> : null}
  </>
);

/**
 * Shows how far a posting is from the reader's county. The distance is that between the centres of the two
 * counties. Shows nothing if the reader's county or the posting's place is unknown.
 */
export const Away: FC<{ here: Here | null; posting: Pick<Card, "city" | "county"> }> = ({
  here,
  posting,
}) => {
  const { county, city } = posting;
  const ofCounty = county ? here?.metres[county] : undefined;
  const metres = ofCounty ?? (city ? here?.metres[city] : undefined);
  if (!here || metres === undefined) return null;
  const text =
    county === here.code ? NEAR.own : ofCounty === undefined ? NEAR.toCentre(metres) : NEAR.away(metres);
  return <span class="number nowrap">{text}</span>;
};

const FACTS_SHOWN = 3;

/** A list item for one posting. */
export const PostingCard: FC<{
  posting: Card;
  site: Site;
  names: CodeNames;
  now: Date;
  /** The reader's county, from which the distance is shown. */
  here?: Here | null;
  /** Search words to highlight. */
  words?: readonly string[];
  /** Channel of applications that start from this list: `fair` on the pages of a fair. */
  from?: "fair";
}> = ({ posting, site, names, now, here = null, words = [], from }) => (
  <li class="card posting">
    <div class="head">
      <h3>
        <a class="title" href={`/postings/${posting.id}${from ? `?channel=${from}` : ""}`}>
          <Marked text={posting.title} words={words} />
        </a>
      </h3>
      <Pay pay={posting.pay} short />
    </div>
    <ul class="facts">
      <li>{formatHeadcount(posting)}</li>
      {posting.benefits.slice(0, FACTS_SHOWN).map((code) => (
        <li>{BENEFIT[code] ?? code}</li>
      ))}
    </ul>
    <div class="row between small">
      <span>
        <PostingPlace site={site} names={names} posting={posting} /> <Away here={here} posting={posting} />{" "}
        <span class="quiet">·</span> <Employer posting={posting} />
      </span>
      <span class="quiet">
        {posting.repostFrom
          ? POSTING.repostFrom(posting.repostFrom)
          : posting.confirmedAt
            ? POSTING.confirmed(formatAge(posting.confirmedAt, now))
            : POSTING.published(formatAge(posting.publishedAt, now))}
      </span>
    </div>
  </li>
);

/** Returns a list with one item, or an empty list if there is no value. */
const termWithValue = (term: string, value: string | null | undefined) => (value ? [{ term, value }] : []);

/**
 * Shows the details that the law requires of a posting, and others that it has. A missing required detail is
 * shown as unknown.
 */
export const Elements: FC<{ posting: PostingView; names: CodeNames }> = ({ posting, names }) => {
  const place = [names.division(posting.city), names.division(posting.county)].filter(Boolean).join("");
  const address = posting.placeText ?? place;
  return (
    <Facts
      items={[
        { term: POSTING.employer, value: <Employer posting={posting} /> },
        { term: POSTING.headcount, value: formatHeadcount(posting) },
        { term: POSTING.requirements, value: posting.requirements },
        ...termWithValue(POSTING.education, posting.education === null ? null : EDUCATION[posting.education]),
        ...termWithValue(POSTING.experience, formatExperience(posting.experienceMinMonths)),
        { term: POSTING.duties, value: posting.duties },
        { term: POSTING.place, value: address },
        { term: POSTING.pay, value: <PayWithSource pay={posting.pay} /> },
        {
          term: POSTING.employment,
          value:
            [
              posting.employmentType ? EMPLOYMENT[posting.employmentType] : null,
              posting.agency ? POSTING.agency : null,
            ]
              .filter(Boolean)
              .join(" · ") || null,
        },
        { term: POSTING.validThrough, value: formatDate(posting.validThrough) },
        ...otherFacts(posting.facts),
      ]}
    />
  );
};

/**
 * Returns the source's own texts on benefits, working hours and remarks, as terms and values. Costs that the
 * worker bears stand under a term of their own, not among the benefits.
 */
export const otherFacts = (facts: Record<string, unknown>) =>
  Object.entries(BESIDES).flatMap(([key, term]) => {
    const text = facts[key];
    if (typeof text !== "string" || !text) return [];
    if (key !== "benefitsText") return [{ term, value: text }];
    const { benefits, costs } = splitCosts(text);
    return [...termWithValue(term, benefits), ...termWithValue(COSTS, costs.join("、"))];
  });

/** Shows the benefits and working conditions (shifts, lodging, meals) that the source states. */
export const ShopFloor: FC<{ posting: PostingView }> = ({ posting }) => {
  const benefits = posting.benefits.map((code) => BENEFIT[code] ?? code);
  const facts = Object.entries(FACT).flatMap(([key, fact]) => {
    const said = posting.facts[key];
    const value = typeof said === "number" ? fact.number?.(said) : fact.values?.[String(said)];
    return value ? [{ name: fact.name, value }] : [];
  });
  if (benefits.length === 0 && facts.length === 0) return null;
  return (
    <section>
      <h2>{POSTING.facts}</h2>
      <ul class="facts">
        {benefits.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
      <ul class="grid">
        {facts.map(({ name, value }) => (
          <li>
            <span class="quiet small">{name}</span> <b>{value}</b>
          </li>
        ))}
      </ul>
    </section>
  );
};
