import type { FC } from "hono/jsx";
import type { Entrance } from "../../../../fairs/index.ts";
import { Empty } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState, type Option } from "../../../components/forms.tsx";
import type { Fields } from "../../../forms.ts";
import { one } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { TICKET } from "../../../text/fairs/tickets.ts";
import { fieldMessage } from "../../../text/fields.ts";
import { formatSpan } from "../../../text/format.ts";

/** The choice of who stays away. */
const ONLINE = "online";

const left = (capacity: number | null, taken: number) =>
  capacity === null ? "" : capacity > taken ? TICKET.free(capacity - taken) : TICKET.full;

/** One choice of where and when: `venue` or `venue slot`. */
export const roomsOf = (entrances: readonly Entrance[]): Option[] =>
  entrances.flatMap((entrance) => {
    const { venueId, name, capacity, taken } = entrance;
    if (entrance.slots.length === 0)
      return [
        { value: venueId, text: [name, TICKET.allDay, left(capacity, taken)].filter(Boolean).join(" · ") },
      ];
    return entrance.slots
      .filter((slot) => !slot.over)
      .map((slot) => ({
        value: `${venueId} ${slot.id}`,
        text: [name, formatSpan(slot.startsAt, slot.endsAt), left(slot.capacity, slot.taken)].join(" · "),
      }));
  });

/** What the choice says. */
export function roomFrom(fields: Fields): { venueId?: string; slotId?: string; online?: true } {
  if (one(fields, "room") === ONLINE) return { online: true };
  const [venueId, slotId] = one(fields, "room").split(" ");
  return { ...(venueId ? { venueId } : {}), ...(slotId ? { slotId } : {}) };
}

/** Where and when, as radios that fill the width; nothing to choose where there is one room. */
export const RoomFields: FC<{ rooms: readonly Option[]; form: FormState }> = ({ rooms, form }) => {
  const error = form.errors.find(({ path }) => path === "room");
  const chosen = one(form.values, "room") || (rooms.length === 1 ? rooms[0]?.value : "");
  return (
    <fieldset class={error ? "field wrong" : "field"} id="room">
      <legend>{TICKET.room}</legend>
      {error ? <p class="error">{fieldMessage(error, TICKET.room)}</p> : null}
      <div>
        {rooms.map(({ value, text }) => (
          <label class="check">
            <input type="radio" name="room" value={value} checked={value === chosen} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

type ChooseProps = {
  shell: Shell;
  title: string;
  lead: string;
  submit: string;
  action: string;
  entrances: readonly Entrance[];
  form: FormState;
  /** True where one may take part without coming. */
  online?: boolean;
};

/** One button; before it, where and when. */
export const ChooseRoom: FC<ChooseProps> = ({
  shell,
  title,
  lead,
  submit,
  action,
  entrances,
  form,
  online,
}) => {
  const halls = roomsOf(entrances);
  const rooms = online && entrances.length > 0 ? [...halls, { value: ONLINE, text: TICKET.online }] : halls;
  return (
    <div class="narrow stack">
      <ErrorSummary form={form} labels={{ room: TICKET.room }} />
      <h1>{title}</h1>
      <p>{lead}</p>
      {rooms.length === 0 ? (
        <Empty text={entrances.length > 0 ? TICKET.noTime : TICKET.noVenue} />
      ) : (
        <Form action={action} csrf={shell.csrf}>
          {entrances.some(({ slots }) => slots.length > 0) ? <p class="hint">{TICKET.slotHint}</p> : null}
          <RoomFields rooms={rooms} form={form} />
          {online ? <p class="hint">{TICKET.onlineHint}</p> : null}
          <Button kind="primary" wide>
            {submit}
          </Button>
        </Form>
      )}
    </div>
  );
};

/** Venue and slot are one choice on the page: what is wrong with either stands beside it. */
export const asRoom = (form: FormState): FormState => ({
  values: form.values,
  errors: form.errors.map((error) =>
    error.path === "venueId" || error.path === "slotId" || error.path === "online"
      ? { ...error, path: "room" }
      : error,
  ),
});
