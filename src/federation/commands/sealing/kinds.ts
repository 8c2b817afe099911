import { tellApplicationsAgain } from "../../../applications/index.ts";
import { tellCardsAgain, tellLooksAgain } from "../../../candidates/index.ts";
import { tellFairApplicationsAgain, tellMeetingsAgain, tellTicketsAgain } from "../../../fairs/index.ts";
import type { TellAgain } from "../../../peers/index.ts";
import { tellInvitationsAgain, tellTalentAgain } from "../../../talent/index.ts";

/**
 * How records of each kind are told again from their rows. Absent are registrations, their forms and scans:
 * no row here holds all that they said. The next step of a registration tells its whole state. Absent are
 * also places in waiting lists, which their next change tells, and applications of turns, which end with
 * the day.
 */
export const TELL_AGAIN: Readonly<Record<string, TellAgain>> = {
  card: tellCardsAgain,
  application: tellApplicationsAgain,
  look: tellLooksAgain,
  candidate: tellTalentAgain,
  invitation: tellInvitationsAgain,
  ticket: tellTicketsAgain,
  fairApplication: tellFairApplicationsAgain,
  queueTurn: tellMeetingsAgain("queueTurn"),
  boothTurn: tellMeetingsAgain("boothTurn"),
  boothDay: tellMeetingsAgain("boothDay"),
};
