/** Text messages about notices that one person gets in a day: a fair's day with three interviews and their calls is ten. */
export const SMS_PER_DAY = 15;
/** Older than this a notice is worth no message any more. */
export const FRESH_HOURS = 6;
/** A message that could not be sent for so long is forgotten. */
export const SMS_LIFE_S = 3600;
