import { divisionNames, listFederations } from "../../../cities/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/core/errors.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import type { StaffPlace } from "../../../staff/index.ts";
import { type Fields, fieldId, fieldText } from "../../forms.ts";
import { ADMINISTRATORS, staffPath } from "../../links/staff.ts";
import { STAFF } from "../../text/union/staff.ts";
import type { PlaceLink } from "./staff-page.tsx";

/** Returns the place of a submitted form. Throws NOT_FOUND if it names none. */
export function placeOfForm(fields: Fields): StaffPlace {
  const [kind, city, county] = ["kind", "city", "county"].map((name) => fieldText(fields, name));
  if (kind === "member") return { kind, enterpriseId: fieldId(fields, "enterpriseId") };
  if (kind === "administrator") return { kind };
  if (kind === "officer" && city && /^\d{6}$/.test(city)) return { kind, city, county: county || null };
  throw notFound();
}

/**
 * Returns the place that a query names: administrators, or a city or county by its code. Without a name it is
 * the caller's own office, and for an administrator without an office the administrators. Throws
 * INVALID_INPUT for another name, so that the address falls back to the own place.
 */
export async function placeOfQuery(ctx: RequestContext, wanted: string | undefined): Promise<StaffPlace> {
  const { offices } = requireAccount(ctx.actor);
  const [own] = offices;
  if (!wanted && own) return { kind: "officer", ...own };
  if (!wanted || wanted === ADMINISTRATORS) return { kind: "administrator" };
  const division = (await divisionNames(ctx)).get(wanted);
  if (division?.level === "city") return { kind: "officer", city: division.code, county: null };
  if (division?.level === "county" && division.parent)
    return { kind: "officer", city: division.parent, county: division.code };
  throw new AppError("INVALID_INPUT", { fields: [{ path: "place", code: "INVALID_VALUE" }] });
}

/** Returns the places that the caller may open beside the shown one: cities, and the counties of one city. */
export async function placesBeside(ctx: RequestContext, shown: StaffPlace): Promise<PlaceLink[]> {
  const { administrator, offices } = requireAccount(ctx.actor);
  const names = await divisionNames(ctx);
  const link = (place: StaffPlace, text: string): PlaceLink => ({
    text,
    href: staffPath(place),
    current: JSON.stringify(place) === JSON.stringify(shown),
  });
  const officer = (city: string, county: string | null): StaffPlace => ({ kind: "officer", city, county });
  const cities = administrator
    ? (await listFederations(ctx.db)).map(({ code }) => code)
    : offices.filter(({ county }) => county === null).map(({ city }) => city);
  const open = shown.kind === "officer" && cities.includes(shown.city) ? shown.city : null;
  const counties = [...names.values()].filter(({ level, parent }) => level === "county" && parent === open);
  return [
    ...(administrator ? [link({ kind: "administrator" }, STAFF.administrators)] : []),
    ...cities.map((code) => link(officer(code, null), names.get(code)?.shortName ?? code)),
    ...(open ? counties.map(({ code, name }) => link(officer(open, code), name)) : []),
  ];
}
