import type { TalentStart } from "../../db/schema/index.ts";
import type { ProfileView } from "../candidates/index.ts";
import { TALENT_YEARS, type TalentCard, type TalentChoice, type TalentFilter } from "./schema.ts";

/** Number of invitations that one enterprise may send in a day. */
export const INVITATIONS_A_DAY = 20;
/** Number of enterprises that one person may block. */
export const BLOCKS_MAX = 1_000;
/** Longest time of a consent that another node's card may name, in days. */
export const CONSENT_DAYS_MAX = 366;

/**
 * Returns the card that others would see under a choice. It has neither name nor phone. `given`: the only
 * fields that the agreement gives their city; empty for all.
 */
export function cardUnder(
  profile: ProfileView,
  { fields, startFrom }: TalentChoice,
  given: readonly string[],
): TalentCard {
  const gives = (field: string) => given.length === 0 || given.includes(field);
  const shows = (field: TalentChoice["fields"][number]) => fields.includes(field) && gives(field);
  return {
    skills: profile.skills,
    places: shows("places") ? profile.places : null,
    years: shows("years") ? profile.years : null,
    certificates: shows("certificates") && profile.certificates.length > 0 ? profile.certificates : null,
    startFrom: gives("startFrom") ? (startFrom ?? null) : null,
    veteran: shows("veteran") && profile.veteran !== null,
  };
}

/** Returns the fields of a consent that this card needs, by their names on the profile. */
export const consentFields = (card: TalentCard): string[] => [
  "skills",
  ...(["places", "years", "certificates", "startFrom"] as const).filter((field) => card[field] !== null),
  ...(card.veteran ? ["veteran"] : []),
];

/** Days of start that satisfy a search for each of them at the latest. */
const STARTS: Record<TalentStart, readonly string[]> = {
  now: ["now", "week", "month"],
  week: ["week", "month"],
  month: ["month"],
  later: [],
};

const cityOfDivision = (code: string): string => `${code.slice(0, 4)}00`;
const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
/** Returns the names of a card's certificates as a search compares them, one a line. */
export const certificateText = ({ certificates }: TalentCard): string | null =>
  certificates?.map(plain).join("\n") ?? null;

const pairs = (text: string): string[] => {
  const letters = [...plain(text)];
  return letters.slice(1).map((letter, at) => `x:${letters[at]}${letter}`);
};

/** Returns every condition of a search that a card meets. Certificates are found by pairs of characters. */
export function termsOf(card: TalentCard): string[] {
  const terms = [
    ...card.skills.map((skill) => `t:${skill}`),
    ...(card.places ?? []).flatMap((place) => [`p:${place}`, `a:${cityOfDivision(place)}`]),
    ...TALENT_YEARS.filter((years) => (card.years ?? 0) >= years).map((years) => `y:${years}`),
    ...(card.certificates ?? []).flatMap(pairs),
    ...(card.startFrom ? STARTS[card.startFrom].map((start) => `s:${start}`) : []),
    ...(card.veteran ? ["v"] : []),
  ];
  return [...new Set(terms)];
}

/** Terms of a search: a card needs all of `all`, and one of each list in `some`. */
export type Terms = { all: string[]; some: string[][]; certificate: string | null };

/**
 * Returns the terms of a filter. A city is met by each place in it. A county is met by itself and by the
 * whole city.
 */
export function wantedTerms(filter: TalentFilter): Terms {
  const { skill, place, years, certificate, startFrom, veteran } = filter;
  const county = place !== undefined && place !== cityOfDivision(place);
  return {
    all: [
      ...(skill ? [`t:${skill}`] : []),
      ...(place && !county ? [`a:${place}`] : []),
      ...(years ? [`y:${years}`] : []),
      ...(certificate ? pairs(certificate) : []),
      ...(startFrom ? [`s:${startFrom}`] : []),
      ...(veteran ? ["v"] : []),
    ],
    some: county ? [[`p:${place}`, `p:${cityOfDivision(place)}`]] : [],
    certificate: certificate ? plain(certificate) : null,
  };
}
