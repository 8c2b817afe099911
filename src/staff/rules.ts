import type { Actor } from "../platform/core/actor.ts";
import { isMemberOf, isOfficerOf } from "../platform/core/guard.ts";
import type { StaffPlace } from "./schema.ts";

/** Days in which an invitation can be accepted. */
export const INVITATION_DAYS = 14;
/** Highest number of open invitations of one place, and of people that a list shows. */
export const OPEN_MAX = 50;
export const STAFF_MAX = 200;

const isAdministrator = (actor: Actor) => actor.kind === "account" && actor.administrator;

/**
 * Returns true if the actor may appoint people of a place and end their roles: administrators those of every
 * city and their own; officers of a whole city those of its counties; members those of their enterprise.
 */
export function mayAppoint(actor: Actor, place: StaffPlace): boolean {
  if (place.kind === "member") return isMemberOf(actor, place.enterpriseId);
  if (isAdministrator(actor)) return true;
  return place.kind === "officer" && place.county !== null && isOfficerOf(actor, place.city);
}

/** Returns true if the actor may see who works at a place: whoever may appoint there, and its own staff. */
export const maySee = (actor: Actor, place: StaffPlace): boolean =>
  mayAppoint(actor, place) || (place.kind === "officer" && isOfficerOf(actor, place.city, place.county));
