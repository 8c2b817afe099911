import type { RegistrationView } from "../../../../../fairs/index.ts";
import { type Fields, fieldText, fieldTexts } from "../../../../forms.ts";

/** Highest number of preferred venues that the form asks for. */
export const WISHES = 3;
/** Returns the field name of the n-th preferred venue, from 0. */
export const wishField = (n: number): string => `venueWish${n}`;

/** Reads the postings, venues and contact of a registration from the form. */
export const choicesIn = (fields: Fields) => ({
  postingIds: fieldTexts(fields, "postingIds"),
  venueWishes: [...new Set(Array.from({ length: WISHES }, (_, n) => fieldText(fields, wishField(n))))].filter(
    Boolean,
  ),
  wishNote: fieldText(fields, "wishNote") || null,
  recruiters: Number(fieldText(fields, "recruiters")),
  contactName: fieldText(fields, "contactName"),
  contactPhone: fieldText(fields, "contactPhone"),
});
/** Returns the postings to choose from: published ones, and live ones that the registration already has. */
export function offeredTo(published: { id: string; title: string }[], registration: RegistrationView | null) {
  const brought = registration?.postings.filter(({ live }) => live) ?? [];
  const known = new Set(published.map(({ id }) => id));
  return [...published, ...brought.filter(({ id }) => !known.has(id))].map(({ id, title }) => ({
    id,
    title,
  }));
}

/**
 * Reads an edit from the form. Postings and venues count only if changed, because the form may not show all
 * of them.
 */
export function changedIn(fields: Fields, { postings, venueWishes }: RegistrationView) {
  const { postingIds, venueWishes: wishes, ...rest } = choicesIn(fields);
  const brought = postings.filter(({ live }) => live).map(({ id }) => id);
  const samePostings = [...postingIds].sort().join() === brought.sort().join();
  const shown = venueWishes.slice(0, WISHES).map(({ id }) => id);
  const sameWishes = wishes.join() === shown.join() || !(wishField(0) in fields);
  return {
    ...rest,
    ...(samePostings ? {} : { postingIds }),
    ...(sameWishes
      ? {}
      : { venueWishes: [...new Set([...wishes, ...venueWishes.slice(WISHES).map(({ id }) => id)])] }),
  };
}

/**
 * Returns the initial values of the form: those of the registration, else defaults with the enterprise's
 * contact.
 */
export const valuesOf = (
  registration: RegistrationView | null,
  contact: { name: string; phone: string },
): Fields => ({
  postingIds: registration?.postings.map(({ id }) => id) ?? [],
  ...Object.fromEntries(registration?.venueWishes.map(({ id }, n) => [wishField(n), id]) ?? []),
  wishNote: registration?.wishNote ?? "",
  recruiters: String(registration?.recruiters ?? 2),
  contactName: registration?.contactName ?? contact.name,
  contactPhone: registration?.contactPhone ?? contact.phone,
});
