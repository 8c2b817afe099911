/**
 * Maximum number of text messages per person and day. A day at a fair with three interviews and their calls
 * needs ten.
 */
export const SMS_PER_DAY = 15;
/** Age in hours beyond which a notice is no longer delivered by letter or text message. */
export const FRESH_HOURS = 6;
/** Age in seconds beyond which an unsent text message is deleted. */
export const SMS_LIFE_S = 3600;
