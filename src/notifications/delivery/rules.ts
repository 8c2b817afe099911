import type { NoticeKind } from "../schema.ts";

/**
 * Notices that reach people where they are: by letter where an address is confirmed, by text message where waiting would
 * cost a way to the hall or a booth. Everything else waits on the site.
 */
const OUTWARD: Partial<Record<NoticeKind, { mail: boolean; sms: boolean }>> = {
  ticketPromoted: { mail: true, sms: true },
  ticketTomorrow: { mail: true, sms: true },
  ticketSoon: { mail: true, sms: true },
  ticketFairCancelled: { mail: true, sms: true },
  ticketFairMoved: { mail: true, sms: true },
  interviewBooked: { mail: true, sms: true },
  interviewSoon: { mail: false, sms: true },
  interviewCancelled: { mail: true, sms: true },
  queueCalled: { mail: false, sms: true },
  queueClosed: { mail: false, sms: true },
  queueRemote: { mail: false, sms: true },
  queueCancelled: { mail: false, sms: true },
  followUpAsked: { mail: true, sms: true },
  fairReturned: { mail: true, sms: false },
  fairPlaced: { mail: true, sms: false },
  fairOffered: { mail: true, sms: true },
  fairRefused: { mail: true, sms: false },
  fairSuspended: { mail: true, sms: true },
  fairCancelled: { mail: true, sms: true },
  fairTomorrow: { mail: true, sms: true },
  fairMoved: { mail: true, sms: true },
};

export const byMail = (kind: NoticeKind): boolean => OUTWARD[kind]?.mail ?? false;
export const bySms = (kind: NoticeKind): boolean => OUTWARD[kind]?.sms ?? false;

/** Text messages about notices that one person gets in a day: a fair's day with three interviews and their calls is ten. */
export const SMS_PER_DAY = 15;
/** Older than this a notice is worth no message any more. */
export const FRESH_HOURS = 6;
/** A message that could not be sent for so long is forgotten. */
export const SMS_LIFE_S = 3600;
