import type { Entrance, TicketView } from "../../../../fairs/index.ts";
import type { FormState, Option } from "../../../components/forms.tsx";
import { type Fields, fieldText } from "../../../forms.ts";
import { TICKET } from "../../../text/fairs/tickets.ts";
import { formatSpan } from "../../../text/format.ts";

/** Form value of the choice to take part online. */
export const ONLINE = "online";

const left = (capacity: number | null, taken: number) =>
  capacity === null ? "" : capacity > taken ? TICKET.free(capacity - taken) : TICKET.full;

/**
 * Returns the options for venue and entry slot. A value is the id of the venue, or the ids of venue and slot
 * with a space between. Free places are told only if they are counted here.
 */
export const choicesOf = (entrances: readonly Entrance[], counted = true): Option[] =>
  entrances.flatMap((entrance) => {
    const { venueId, name, capacity, taken } = entrance;
    if (entrance.slots.length === 0)
      return [
        {
          value: venueId,
          text: [name, TICKET.allDay, counted && left(capacity, taken)].filter(Boolean).join(" · "),
        },
      ];
    return entrance.slots
      .filter((slot) => !slot.over)
      .map((slot) => ({
        value: `${venueId} ${slot.id}`,
        text: [name, formatSpan(slot.startsAt, slot.endsAt), counted && left(slot.capacity, slot.taken)]
          .filter(Boolean)
          .join(" · "),
      }));
  });

/** Returns the form value of the hall and slot for which a ticket is. */
export const roomOf = ({ venue, slot }: Pick<TicketView, "venue" | "slot">): string =>
  venue ? [venue.id, slot?.id].filter(Boolean).join(" ") : ONLINE;

/** Reads the chosen venue and entry slot, or the choice to take part online, from the form. */
export function ticketChoice(fields: Fields): { venueId?: string; slotId?: string; online?: true } {
  if (fieldText(fields, "room") === ONLINE) return { online: true };
  const [venueId, slotId] = fieldText(fields, "room").split(" ");
  return { ...(venueId ? { venueId } : {}), ...(slotId ? { slotId } : {}) };
}

/**
 * Moves errors of `venueId`, `slotId` and `online` to `room`, the one field that the form has for all three.
 */
export const onChoiceField = (form: FormState): FormState => ({
  values: form.values,
  errors: form.errors.map((error) =>
    error.path === "venueId" || error.path === "slotId" || error.path === "online"
      ? { ...error, path: "room" }
      : error,
  ),
});
