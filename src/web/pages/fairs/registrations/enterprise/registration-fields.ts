import type { RegistrationView } from "../../../../../fairs/index.ts";
import { type Fields, fieldText, fieldTexts } from "../../../../forms.ts";

/** Number of venue wishes, in order of preference. */
export const WISHES = 3;
/** Field name of the n-th wish, from 0. */
export const wishField = (n: number): string => `venueWish${n}`;

/** Reads the fields of a registration. */
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
/** Postings to choose from: published ones, and live ones of the registration. */
export function offeredTo(published: { id: string; title: string }[], registration: RegistrationView | null) {
  const brought = registration?.postings.filter(({ live }) => live) ?? [];
  const known = new Set(published.map(({ id }) => id));
  return [...published, ...brought.filter(({ id }) => !known.has(id))].map(({ id, title }) => ({
    id,
    title,
  }));
}

/** Reads only the changed fields, because the form may not show all postings and wishes. */
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

/** Initial form values: the last registration, or the enterprise's contact. */
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
