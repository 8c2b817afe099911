import type { Pages } from "../../../platform/http/index.ts";
import { boardPages } from "./board/routes.tsx";
import { followUpPages } from "./booth-desk/follow-ups/routes.tsx";
import { boothDeskPages } from "./booth-desk/routes.tsx";
import { channelPages } from "./channels/routes.tsx";
import { arrivalPosterPages } from "./check-in/poster/routes.tsx";
import { scannerPages } from "./check-in/scanner/routes.tsx";
import { selfCheckInPages } from "./check-in/self/routes.tsx";
import { exhibitorPages } from "./exhibitors/routes.tsx";
import { ownCityPages } from "./fair/own-city/routes.tsx";
import { printPages } from "./fair/print/routes.tsx";
import { publicFairPages } from "./fair/public/routes.tsx";
import { shortPages } from "./fair/short/routes.ts";
import { fairChangePages } from "./fair/union/changes/routes.tsx";
import { unionFairPages } from "./fair/union/routes.tsx";
import { boothInterviewPages } from "./interviews/booth/routes.tsx";
import { hallPages } from "./interviews/hall-queue/routes.tsx";
import { myFairPages } from "./interviews/seeker/routes.tsx";
import { placementPages } from "./placement/routes.tsx";
import { enterpriseFairPages } from "./registrations/enterprise/routes.tsx";
import { invitationPages, invitedPages } from "./registrations/invitations/routes.tsx";
import { recommendationPages } from "./registrations/union/routes.tsx";
import { fairReportPages } from "./reports/routes.tsx";
import { ticketPages } from "./tickets/seeker/routes.tsx";
import { unionTicketPages } from "./tickets/union/routes.tsx";

/** Pages of fairs. The path of recommendations must come before `/union/fairs/:id`, which would match it. */
export const fairPages: Pages[] = [
  publicFairPages,
  shortPages,
  exhibitorPages,
  ticketPages,
  selfCheckInPages,
  arrivalPosterPages,
  unionTicketPages,
  scannerPages,
  enterpriseFairPages,
  invitedPages,
  boothDeskPages,
  boothInterviewPages,
  myFairPages,
  hallPages,
  ...followUpPages,
  recommendationPages,
  placementPages,
  invitationPages,
  fairChangePages,
  unionFairPages,
  ownCityPages,
  channelPages,
  printPages,
  fairReportPages,
  boardPages,
];
