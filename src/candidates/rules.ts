import type { ProfileInput, ProfileView } from "./schema.ts";

const LIST_MAX = 10;
const both = (typed: readonly string[], kept: readonly string[]) =>
  [...new Set([...typed, ...kept])].slice(0, LIST_MAX);

/**
 * Merges fields that were typed before sign-in into the person's existing card. Typed values take precedence,
 * lists are joined, and nothing else is lost.
 */
export function mergeIntoCard(typed: ProfileInput, kept: ProfileView | null): ProfileInput {
  if (!kept) return typed;
  return {
    callName: typed.callName,
    skills: both(typed.skills, kept.skills),
    places: both(typed.places, kept.places),
    years: typed.years ?? kept.years,
    certificates: both(typed.certificates ?? [], kept.certificates),
    startFrom: typed.startFrom ?? kept.startFrom,
    veteran: typed.veteran || kept.veteran !== null,
    city: typed.city ?? kept.city,
    county: typed.county ?? (typed.city && typed.city !== kept.city ? null : kept.county),
  };
}
