import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { RESERVATION } from "../../../text/livestreams/reservations.ts";

export type Reservation = {
  livestreamId: string;
  /** True if the reader is reminded. Null for somebody who is not signed in. */
  reserved: boolean | null;
};

/** The button to be reminded of a livestream that has not begun, or to be reminded no more. */
export const ReservationSection: FC<{ shell: Shell; data: Reservation }> = ({
  shell,
  data: { livestreamId, reserved },
}) => {
  const path = `/livestreams/${livestreamId}/reservation`;
  return (
    <section class="card" id="reservation">
      {reserved ? <Notice kind="done">{RESERVATION.reserved}</Notice> : <p>{RESERVATION.lead}</p>}
      {reserved === null ? (
        <LinkButton href={path}>{RESERVATION.reserve}</LinkButton>
      ) : (
        <Form action={path} csrf={shell.csrf}>
          <Button name="act" value={reserved ? "undo" : "reserve"}>
            {reserved ? RESERVATION.undo : RESERVATION.reserve}
          </Button>
        </Form>
      )}
    </section>
  );
};
