import type { Offered } from "../../../../../fairs/index.ts";
import type { MyFairData } from "./meetings-section.tsx";

/**
 * Returns the offers that the ticket holder can reach. `now` (queue) needs the same hall, `booked`
 * (interview) the same city. Booths with an online meeting room are always in reach, and so are those of
 * which the host at another node has not told.
 */
export function inReach({ fair, mine, offered }: MyFairData, how: "now" | "booked"): Offered[] {
  const hall = fair.venues.find(({ id }) => id === mine.ticket?.venueId);
  const there = (one: Offered) => (how === "now" ? one.venueId === hall?.id : one.city === hall?.city);
  return offered.filter((one) => (one.hasMeetingRoom ?? true) || there(one));
}
