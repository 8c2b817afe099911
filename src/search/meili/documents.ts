import { EDUCATION_LEVELS, EXPERIENCE_YEARS, PAY_BANDS, type Point, type SearchDocument } from "../port.ts";
import type { WeightedTerms } from "../words/segment.ts";
import { asPair, isOpen, pairs, runs } from "../words/terms.ts";
import { encodeTerm } from "./encode.ts";

const HAN_WORD = /^\p{Script=Han}{2,}$/u;

/** A posting as a Meilisearch document. Times are Unix seconds. */
export type MeiliDocument = {
  id: string;
  rev: number;
  homeCity: string;
  city: string | null;
  county: string | null;
  occupation: string | null;
  enterprise: string;
  monthMin: number | null;
  monthMax: number | null;
  payPeriod: string | null;
  payMax: number | null;
  payPeriods: string[];
  payday: string | null;
  shifts: string[];
  /** Sort key: highest monthly pay in yuan, or -1 if unknown, which sorts last. */
  pay: number;
  payBands: string[];
  education: number;
  educationSteps: string[];
  experienceMonths: number;
  experienceSteps: string[];
  benefits: string[];
  published: number;
  expires: number;
  /** Centre of the county or city; null if unknown. */
  _geo: { lat: number; lng: number } | null;
  /** All index terms of the posting, encoded. A filter on this attribute decides which postings match. */
  terms: string[];
  title: string;
  trade: string;
  beside: string;
  place: string;
  rest: string;
};

/**
 * Names of a posting's occupation, divisions and benefits, which only affect the order of results, and its
 * coordinates.
 */
export type NamedTerms = { trade: string[]; place: string[]; rest: string[]; point: Point | null };

/**
 * Returns all prefixes of a word that matches by prefix, from two characters on, because queries to
 * Meilisearch contain whole terms only.
 */
const opened = (term: string): string[] =>
  isOpen(term) ? Array.from({ length: term.length - 1 }, (_, n) => term.slice(0, n + 2)) : [term];

/**
 * Returns the terms that are stored for the order of results. A Han word becomes its pairs of characters,
 * because the query words are pairs too. Marked words of the title only serve exclusions.
 */
const spread = (term: string): string[] => {
  if (term.startsWith("^")) return [];
  return HAN_WORD.test(term) ? pairs(term).map(asPair) : opened(term);
};
/**
 * Returns the terms that are stored for a name: pairs and single characters of its Han runs, other words
 * whole.
 */
const spreadName = (name: string): string[] =>
  runs(name).flatMap((run) => (run.han ? [...pairs(run.text).map(asPair), ...run.text] : [run.text]));

function attributeOf({
  term,
  weight,
}: WeightedTerms[number]): "title" | "trade" | "beside" | "place" | "rest" {
  const pair = term.startsWith("~");
  if (weight === "A") return pair ? "beside" : "title";
  if (pair || weight === "D") return "rest";
  return weight === "B" ? "trade" : "place";
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
const steps = (all: readonly number[], holds: (step: number) => boolean) => all.filter(holds).map(String);

export function toMeili(d: SearchDocument, terms: WeightedTerms, named: NamedTerms): MeiliDocument {
  const attributes = {
    title: new Set<string>(),
    trade: new Set<string>(),
    beside: new Set<string>(),
    place: new Set<string>(),
    rest: new Set<string>(),
  };
  for (const weighted of terms)
    for (const token of spread(weighted.term)) attributes[attributeOf(weighted)].add(encodeTerm(token));
  for (const key of ["trade", "place", "rest"] as const)
    for (const name of named[key])
      for (const token of spreadName(name)) attributes[key].add(encodeTerm(token));
  const text = (tokens: Set<string>) => [...tokens].join(" ");
  const education = d.education ?? 0;
  const experienceMonths = d.experienceMinMonths ?? 0;
  return {
    id: d.id,
    rev: d.rev,
    homeCity: d.homeCity,
    city: d.city,
    county: d.county,
    occupation: d.occupation,
    enterprise: d.enterpriseId,
    monthMin: d.monthMinYuan,
    monthMax: d.monthMaxYuan,
    payPeriod: d.payPeriod,
    payMax: d.payMaxYuan,
    payPeriods: d.payPeriods,
    payday: d.payday,
    shifts: d.shifts,
    pay: d.monthMaxYuan ?? -1,
    payBands: steps(PAY_BANDS, (band) => (d.monthMaxYuan ?? -1) >= band),
    education,
    educationSteps: steps(EDUCATION_LEVELS, (step) => education <= step),
    experienceMonths,
    experienceSteps: steps(EXPERIENCE_YEARS, (years) => experienceMonths <= years * 12),
    benefits: d.benefits,
    published: seconds(d.publishedAt),
    expires: seconds(d.expiresAt),
    _geo: named.point && { lat: named.point.lat, lng: named.point.lon },
    terms: [...new Set(terms.flatMap(({ term }) => opened(term)))].map(encodeTerm),
    title: text(attributes.title),
    trade: text(attributes.trade),
    beside: text(attributes.beside),
    place: text(attributes.place),
    rest: text(attributes.rest),
  };
}
