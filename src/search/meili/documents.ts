import { PAY_BANDS, type Point, type SearchDocument } from "../port.ts";
import type { WeightedTerms } from "../words/segment.ts";
import { encodeTerm } from "./encode.ts";
import { attributeOf, LATIN_ATTRIBUTES, TERM_ATTRIBUTES, type TermAttribute } from "./terms.ts";

/**
 * A posting as a Meilisearch document. The attributes of `TermAttribute` hold its index terms, encoded, each
 * once. Filters on them decide which postings match, and in which order.
 */
export type MeiliDocument = Record<TermAttribute, string[]> & {
  id: string;
  rev: number;
  homeCity: string;
  city: string | null;
  county: string | null;
  occupation: string | null;
  enterprise: string;
  monthMin: number | null;
  monthMax: number | null;
  /** Number of PAY_BANDS that the highest monthly pay reaches; null without monthly pay. */
  payBand: number | null;
  payPeriod: string | null;
  payMax: number | null;
  payPeriods: string[];
  payday: string | null;
  shifts: string[];
  /** Required level of education, and experience in months; 0 if the posting names none. */
  education: number;
  experienceMonths: number;
  /** Requirements that the posting says it does not have: `education`, `experience`. */
  waived: string[];
  benefits: string[];
  /** Unix milliseconds. */
  published: number;
  /** Unix seconds. */
  expires: number;
  /** Centre of the county or city; null if unknown. */
  _geo: { lat: number; lng: number } | null;
};

/** Builds the document. `point` is the centre of the posting's county or city. */
export function toMeili(d: SearchDocument, terms: WeightedTerms, point: Point | null): MeiliDocument {
  const attributes = Object.fromEntries(
    [...Object.values(TERM_ATTRIBUTES), ...Object.values(LATIN_ATTRIBUTES)].map((name) => [
      name,
      [] as string[],
    ]),
  ) as Record<TermAttribute, string[]>;
  for (const { term, weight } of terms) attributes[attributeOf(term, weight)].push(encodeTerm(term));
  const month = d.monthMaxYuan;
  return {
    ...attributes,
    id: d.id,
    rev: d.rev,
    homeCity: d.homeCity,
    city: d.city,
    county: d.county,
    occupation: d.occupation,
    enterprise: d.enterpriseId,
    monthMin: d.monthMinYuan,
    monthMax: month,
    payBand: month === null ? null : PAY_BANDS.filter((band) => month >= band).length,
    payPeriod: d.payPeriod,
    payMax: d.payMaxYuan,
    payPeriods: d.payPeriods,
    payday: d.payday,
    shifts: d.shifts,
    education: d.education ?? 0,
    experienceMonths: d.experienceMinMonths ?? 0,
    waived: [
      ...(d.education === 0 ? ["education"] : []),
      ...(d.experienceMinMonths === 0 ? ["experience"] : []),
    ],
    benefits: d.benefits,
    published: d.publishedAt.getTime(),
    expires: Math.floor(d.expiresAt.getTime() / 1000),
    _geo: point && { lat: point.lat, lng: point.lon },
  };
}
