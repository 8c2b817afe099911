import type { Child, FC } from "hono/jsx";
import type { Entrance } from "../../../../fairs/index.ts";
import { Empty } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState, type Option } from "../../../components/forms.tsx";
import { fieldText } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { TICKET, UNION_TICKETS } from "../../../text/fairs/tickets.ts";
import { choicesOf, ONLINE } from "./ticket-fields.ts";

/** Radio buttons for venue and entry slot. */
const RoomFields: FC<{ rooms: readonly Option[]; form: FormState; online: boolean }> = ({
  rooms,
  form,
  online,
}) => {
  const error = form.errors.find(({ path }) => path === "room");
  const chosen = fieldText(form.values, "room") || (rooms.length === 1 ? rooms[0]?.value : "");
  return (
    <fieldset class={error ? "field wrong" : "field"} id="room">
      <legend>{TICKET.room}</legend>
      {error ? <p class="error">{fieldMessage(error, TICKET.room, true)}</p> : null}
      <div>
        {rooms.map(({ value, text }) => (
          <label class="check">
            <input type="radio" name="room" value={value} checked={value === chosen} />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {online ? <p class="hint">{TICKET.onlineHint}</p> : null}
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
  /** False for a fair of another node: only its host counts the tickets. */
  counted?: boolean;
  /** True if taking part online is offered. */
  online?: boolean;
  /** More fields and buttons, below the choice. */
  children?: Child;
};

/** The form to take a ticket. */
export const TicketForm: FC<ChooseProps> = ({
  shell,
  title,
  lead,
  submit,
  action,
  entrances,
  form,
  counted = true,
  online,
  children,
}) => {
  const halls = choicesOf(entrances, counted);
  const rooms = online && entrances.length > 0 ? [...halls, { value: ONLINE, text: TICKET.online }] : halls;
  return (
    <div class="narrow stack">
      <ErrorSummary form={form} labels={{ room: TICKET.room, count: UNION_TICKETS.count }} />
      <h1>{title}</h1>
      <p>{lead}</p>
      {rooms.length === 0 ? (
        <Empty text={entrances.length > 0 ? TICKET.noTime : TICKET.noVenue} />
      ) : (
        <Form action={action} csrf={shell.csrf}>
          {entrances.some(({ slots }) => slots.length > 0) ? <p class="hint">{TICKET.slotHint}</p> : null}
          <RoomFields rooms={rooms} form={form} online={online ?? false} />
          <Button kind="primary" wide>
            {submit}
          </Button>
          {children}
        </Form>
      )}
    </div>
  );
};
