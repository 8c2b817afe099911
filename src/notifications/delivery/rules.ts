/** Text messages per person and day. A fair's day with three interviews and their calls needs ten. */
export const SMS_PER_DAY = 15;
/** Age beyond which a notice is not worth a message. */
export const FRESH_HOURS = 6;
/** Age beyond which an unsent message is dropped. */
export const SMS_LIFE_S = 3600;
