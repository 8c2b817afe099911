import type { Context } from "hono";
import {
  getLivestream,
  isReserved,
  type LivestreamView,
  setReservation,
} from "../../../../livestreams/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { fieldText, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_VISITOR } from "../../../policies.ts";
import { formatSpan } from "../../../text/format.ts";
import { RESERVATION } from "../../../text/livestreams/reservations.ts";
import { type Reservation, ReservationSection } from "./reservation-section.tsx";

/** Returns whether the reader is reminded of a livestream; null for one that has begun or is over. */
export async function readReservation(
  c: Context<Env>,
  { id, phase }: LivestreamView,
): Promise<Reservation | null> {
  if (phase !== "announced") return null;
  const ctx = c.get("ctx");
  return {
    livestreamId: id,
    reserved: ctx.actor.kind === "account" ? await isReserved(ctx, { id }) : null,
  };
}

/** Shows the page on which a person is asked; `closed` after a try that came too late. */
async function reservationPage(c: Context<Env>, closed = false) {
  const livestream = await getLivestream(c.get("ctx"), { id: pathId(c) });
  const reservation = await readReservation(c, livestream);
  const head = { title: `${RESERVATION.title} · ${livestream.title}`, status: closed ? 409 : 200 } as const;
  return page(c, head, (shell) => (
    <div class="narrow">
      <h1>{RESERVATION.title}</h1>
      <p>
        <a href={`/livestreams/${livestream.id}`}>{livestream.title}</a>
      </p>
      <p class="number">
        <b>{formatSpan(livestream.startsAt, livestream.endsAt)}</b>
      </p>
      {reservation ? (
        <ReservationSection shell={shell} data={reservation} />
      ) : (
        <Notice kind="info">{RESERVATION.closed}</Notice>
      )}
    </div>
  ));
}

/** Pages on which a signed-in person is reminded of a livestream. */
export const reservationPages = new Pages()
  .get("/livestreams/:id/reservation", LIVESTREAM_VISITOR, (c) => reservationPage(c))
  .post("/livestreams/:id/reservation", LIVESTREAM_VISITOR, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    try {
      await setReservation(c.get("ctx"), { id, reserved: fieldText(fields, "act") !== "undo" });
    } catch (error) {
      if (error instanceof AppError && error.code === "LIVESTREAM_STATE") return reservationPage(c, true);
      throw error;
    }
    return c.redirect(`/livestreams/${id}#reservation`, 303);
  });
