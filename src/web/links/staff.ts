import type { StaffPlace } from "../../staff/index.ts";

/** Value of `place` in the address of the page with the administrators. */
export const ADMINISTRATORS = "administrators";

/** Returns the address of the page with the people of a place. */
export const staffPath = (place: StaffPlace): string =>
  place.kind === "member"
    ? `/enterprise/staff?enterprise=${place.enterpriseId}`
    : `/union/staff?place=${place.kind === "administrator" ? ADMINISTRATORS : (place.county ?? place.city)}`;

/** Returns the address of the first page on which the people of a place work. */
export function deskOfPlace(place: StaffPlace): string {
  if (place.kind === "administrator") return staffPath(place);
  return place.kind === "member" ? `/enterprise/postings?enterprise=${place.enterpriseId}` : "/union";
}
