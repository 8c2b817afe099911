import type { RegistrationView } from "../../../../../fairs/index.ts";
import { type Fields, fieldText, fieldTexts } from "../../../../forms.ts";

/** How many halls a form asks for, in the order of preference. */
export const WISHES = 3;
/** The field of the n-th wish, from 0. */
export const wishField = (n: number): string => `venueWish${n}`;

/** What an enterprise says of its coming, for the first time or instead of what it said before. */
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
/** What can be brought: the newest that are published, and whatever of the registration still is. */
export function offeredTo(published: { id: string; title: string }[], registration: RegistrationView | null) {
  const brought = registration?.postings.filter(({ live }) => live) ?? [];
  const known = new Set(published.map(({ id }) => id));
  return [...published, ...brought.filter(({ id }) => !known.has(id))].map(({ id, title }) => ({
    id,
    title,
  }));
}

/** What a form says otherwise than the registration that stands: what it does not show is not lost by saving it. */
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

/** What the form says before anybody typed: the last registration, or the enterprise's own contact. */
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
