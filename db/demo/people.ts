import { AGREEMENTS } from "./places.ts";

export const ADMINISTRATOR_PHONE = "13900000000";

/**
 * Phones of demo accounts, derived from the division code. Production refuses all demo data, these accounts
 * included.
 */
export const officerPhone = (city: string) => `13900${city}`;
export const countyOfficerPhone = (county: string) => `13700${county}`;
export const memberPhone = (city: string) => `13800${city}`;
export const seekerPhone = (city: string) => `13600${city}`;

/** Returns the demo accounts that the banner at the start of the server lists. */
export function cast(): { role: "seeker" | "member" | "officer"; place: string; phone: string }[] {
  const [here, there] = [AGREEMENTS[0]?.cities[0], AGREEMENTS[0]?.cities[2]];
  if (!here || !there) throw new Error("the demo has cities");
  return [
    { role: "seeker", place: here.short, phone: seekerPhone(here.code) },
    { role: "member", place: there.short, phone: memberPhone(there.code) },
    { role: "officer", place: there.short, phone: officerPhone(there.code) },
  ];
}
