import type { BoothTurn, Exhibitor, FairView, MyFair } from "../../../../fairs/index.ts";

/** The facts that a visitor may know of one booth, and the acts that are open there. */
export type StandData = {
  fair: FairView;
  stand: Exhibitor;
  turn: BoothTurn;
  /** The signed-in person's fair; null for a visitor who is not signed in. */
  mine: MyFair | null;
};

/**
 * The state of a visitor at a booth's queue: in it (`mine`), free to join on site (`take`) or online
 * (`remote`), or the reason why not.
 */
export type TurnState = "mine" | "take" | "remote" | "noTicket" | "waiting" | "early" | "away" | "unserved";

const hallOf = ({ fair, mine }: StandData) => fair.venues.find(({ id }) => id === mine?.ticket?.venueId);

const ticketState = ({ mine }: StandData): "noTicket" | "waiting" | "unserved" | null => {
  if (mine?.sending && !mine.sending.served) return "unserved";
  if (!mine?.ticket) return "noTicket";
  return mine.ticket.status === "valid" ? null : "waiting";
};

/** Returns the caller's place in the queue of this booth. */
export const ownEntry = ({ mine, stand }: StandData): MyFair["queue"][number] | undefined =>
  mine?.queue.find(({ registrationId }) => registrationId === stand.registrationId);

/** Returns the state of the visitor at the queue. Null if the fair neither runs nor comes. */
export function turnState(data: StandData): TurnState | null {
  const { fair, stand, turn } = data;
  if (fair.phase !== "published" && fair.phase !== "live") return null;
  if (ownEntry(data)) return "mine";
  const lacking = ticketState(data);
  if (lacking) return lacking;
  const here = hallOf(data)?.id === stand.venueId;
  if (!here && !(turn.hasMeetingRoom ?? true)) return "away";
  if (fair.phase !== "live") return "early";
  return here ? "take" : "remote";
}

const WISHES_MAX = 3;

/** The state of a visitor's wish for an interview: wished already, free to wish, or the reason why not. */
export type WishState = "wished" | "free" | "noSlots" | "noTicket" | "full" | "away";

/** Returns the posting of this exhibitor that the visitor wished to talk about. */
export const ownWish = ({ mine, stand }: StandData): MyFair["wishes"][number] | undefined =>
  mine?.wishes.find(({ postingId }) => stand.postings.some(({ id }) => id === postingId));

/**
 * Returns the state of the visitor's wish. Null if the fair neither runs nor comes, or nothing is offered.
 */
export function wishState(data: StandData): WishState | null {
  const { fair, stand, turn, mine } = data;
  if (fair.phase !== "published" && fair.phase !== "live") return null;
  if (ownWish(data)) return "wished";
  if (stand.postings.length === 0) return null;
  if (turn.hasSlots === false) return "noSlots";
  if (ticketState(data)) return "noTicket";
  const city = fair.venues.find(({ id }) => id === stand.venueId)?.city;
  if (!(turn.hasMeetingRoom ?? true) && hallOf(data)?.city !== city) return "away";
  return (mine?.wishes.length ?? 0) >= WISHES_MAX ? "full" : "free";
}
