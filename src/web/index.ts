/**
 * Pages by audience, rendered on the server and complete without client code. A page parses, calls one verb and shows;
 * every word for people stands in text/.
 */
import type { Pages } from "../platform/http/index.ts";
import type { Texts } from "../platform/program/index.ts";
import type { EngineOf } from "../search/index.ts";
import { devPages } from "./pages/dev/index.tsx";
import { enterprisePages } from "./pages/enterprise/index.ts";
import { fairDeskPages } from "./pages/fairs/desk/index.ts";
import { enterpriseFairPages } from "./pages/fairs/enterprise/index.tsx";
import { invitedPages } from "./pages/fairs/enterprise/invited.tsx";
import { fairFaces } from "./pages/fairs/faces.ts";
import { fairReportPages } from "./pages/fairs/report/index.tsx";
import { fairTicketPages } from "./pages/fairs/tickets/index.ts";
import { unionFairPages } from "./pages/fairs/union/index.tsx";
import { feedPages } from "./pages/public/feeds.ts";
import { publicPages } from "./pages/public/index.tsx";
import { applyPages } from "./pages/seeker/apply-pages.tsx";
import { seekerPages } from "./pages/seeker/index.tsx";
import { mailPages } from "./pages/seeker/mail.tsx";
import { savedSearchPages } from "./pages/seeker/searches.tsx";
import { signInPages } from "./pages/sign-in/index.tsx";
import { unionPages } from "./pages/union/index.tsx";
import { ERROR_TEXT } from "./text/errors.ts";
import { NAVIGATION_TEXT } from "./text/navigation.ts";

export { docsPages } from "./pages/docs.tsx";
export { errorPage } from "./pages/error.tsx";
export { describe } from "./text/errors.ts";

/** The words that the capabilities' codes and navigation entries need. */
export const TEXTS: Texts = { codes: ERROR_TEXT, navigation: NAVIGATION_TEXT };

export const allPages = (engineOf: EngineOf): Pages[] => [
  publicPages(engineOf),
  feedPages(engineOf),
  signInPages,
  applyPages,
  seekerPages,
  savedSearchPages,
  ...mailPages,
  ...fairTicketPages,
  ...enterprisePages,
  enterpriseFairPages,
  invitedPages,
  ...fairDeskPages,
  ...unionPages,
  ...unionFairPages,
  fairReportPages,
  ...fairFaces,
  devPages,
];
