/**
 * Reservations (预约提醒). A person with an account is reminded of a livestream a day, an hour and five
 * minutes before its start. Each reminder comes once for each start. These people hear of a new start or a
 * cancellation. So do the enterprises that present or have a posting there, and the organising cities.
 */

export { RESERVATION_NOTICES } from "./notices.ts";
export { isReserved, setReservation } from "./reserve.ts";
export { reservationRoutes } from "./routes.ts";
export { retention as reservationRetention } from "./store/reservations.ts";
export { tendReservations } from "./tend-reservations.ts";
