/**
 * Server-rendered pages that work without client code. A handler parses the request, calls one operation of a
 * capability and renders the result. All texts for people are in text/.
 */
import type { Pages } from "../platform/http/index.ts";
import type { Texts } from "../platform/program/index.ts";
import type { EngineOf } from "../search/index.ts";
import { channelLinks } from "./pages/channels/routes.ts";
import { devPages } from "./pages/dev/routes.tsx";
import { posterPages } from "./pages/editor/poster/routes.tsx";
import { enterprisePages } from "./pages/enterprise/routes.ts";
import { fairPages } from "./pages/fairs/routes.ts";
import { livestreamPages } from "./pages/livestreams/routes.ts";
import { feedPages } from "./pages/public/feeds/routes.ts";
import { publicPages } from "./pages/public/routes.tsx";
import { applyPages } from "./pages/seeker/apply/routes.tsx";
import { mailPages } from "./pages/seeker/mail/routes.tsx";
import { phonePages } from "./pages/seeker/me/account/routes.tsx";
import { applicationPages } from "./pages/seeker/me/application/routes.tsx";
import { consentPages } from "./pages/seeker/me/consents/routes.tsx";
import { seekerPages } from "./pages/seeker/me/routes.tsx";
import { savedSearchPages } from "./pages/seeker/searches/routes.tsx";
import { signInPages } from "./pages/sign-in/routes.tsx";
import { allStaffPages } from "./pages/staff/routes.tsx";
import { ownTalentPages } from "./pages/talent/own/routes.tsx";
import { talentPages } from "./pages/talent/search/routes.tsx";
import { historyPages } from "./pages/union/history/routes.tsx";
import { unionPages } from "./pages/union/routes.ts";
import { ERROR_TEXT } from "./text/errors/index.ts";
import { NAVIGATION_TEXT } from "./text/navigation.ts";

export type { Open } from "./head/refusals/index.ts";
export { docsPages } from "./pages/docs/routes.tsx";
export { errorPage } from "./pages/error-page.tsx";
export { knowToday } from "./text/dates.ts";
export { describe } from "./text/errors/index.ts";
export { TEMPLATE } from "./text/imports/template.ts";

/** Texts for the error codes and navigation entries that capabilities declare. */
export const TEXTS: Texts = { codes: ERROR_TEXT, navigation: NAVIGATION_TEXT };

export const allPages = (engineOf: EngineOf): Pages[] => [
  publicPages(engineOf),
  feedPages(engineOf),
  posterPages,
  signInPages,
  applyPages,
  seekerPages,
  applicationPages(engineOf),
  consentPages,
  phonePages,
  savedSearchPages,
  ...mailPages,
  ownTalentPages,
  talentPages,
  ...enterprisePages,
  ...unionPages,
  ...allStaffPages,
  ...fairPages,
  ...livestreamPages(engineOf),
  historyPages,
  channelLinks,
  devPages,
];
