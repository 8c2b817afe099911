/**
 * Reservations (预约提醒): a person with an account is reminded of a livestream a day, an hour and five
 * minutes before its start, each once for each start. Who reserved, whose postings are shown, who presents and
 * who organises hears of a new start or a cancellation. The work is found in the rows, once a minute.
 */

export { RESERVATION_NOTICES } from "./notices.ts";
export { isReserved, setReservation } from "./reserve.ts";
export { reservationRoutes } from "./routes.ts";
export { retention as reservationRetention } from "./store/reservations.ts";
export { tendReservations } from "./tend-reservations.ts";
