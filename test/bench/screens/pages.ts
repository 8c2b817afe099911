import { memberPhone, officerPhone, seekerPhone } from "../../../db/demo/people.ts";
import type { Ids } from "../../web/visited-records.ts";

export type ScreenPage = { name: string; phone: string | null; path: (ids: Ids, fairId: string) => string };

const [VISITOR, SEEKER] = [null, seekerPhone("210900")];
const [CLERK, OFFICER] = [memberPhone("211400"), officerPhone("211400")];
export const FAIR_PAGE = "fair of 160";

/** The pages of the films in test/web/films, and the page of a large fair. */
export const SCREENS: ScreenPage[] = [
  { name: "home", phone: VISITOR, path: () => "/" },
  { name: "county", phone: VISITOR, path: () => "/near" },
  {
    name: "search near",
    phone: VISITOR,
    path: () => `/postings?q=${encodeURIComponent("电焊工")}&sort=nearest&near=210727`,
  },
  { name: "posting", phone: VISITOR, path: (ids) => `/postings/${ids.posting}` },
  { name: "application form", phone: VISITOR, path: (ids) => `/postings/${ids.posting}/apply` },
  { name: "me", phone: SEEKER, path: () => "/me" },
  { name: "invitation", phone: SEEKER, path: (ids) => `/me/applications/${ids.application}` },
  { name: "employer's door", phone: VISITOR, path: () => "/enterprise" },
  { name: "registration", phone: SEEKER, path: () => "/enterprise/register" },
  { name: "enterprise", phone: CLERK, path: () => "/enterprise" },
  { name: "own sheet", phone: CLERK, path: (ids) => `/enterprise/imports/${ids.ownSheet}` },
  { name: "drafts", phone: CLERK, path: () => "/enterprise/postings/drafts" },
  { name: "applicants", phone: CLERK, path: () => "/enterprise/applications" },
  { name: "applicant", phone: CLERK, path: (ids) => `/enterprise/applications/${ids.received}` },
  { name: "what waits", phone: OFFICER, path: () => "/union" },
  { name: "history", phone: OFFICER, path: (ids) => `/union/postings/${ids.disputed}/history` },
  { name: "paper codes", phone: OFFICER, path: (ids) => `/union/fairs/${ids.fair}/tickets/new` },
  { name: "figures", phone: OFFICER, path: () => "/union/figures" },
  { name: FAIR_PAGE, phone: VISITOR, path: (_ids, fairId) => `/fairs/${fairId}` },
];
