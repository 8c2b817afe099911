import { applicationNotices } from "./applications/index.ts";
import { enterpriseNotices } from "./enterprises/index.ts";
import { fairsNotices } from "./fairs/index.ts";
import { noticeCatalogue } from "./notifications/index.ts";
import { postingNotices } from "./postings/index.ts";
import { savedSearchNotices } from "./saved-searches/index.ts";
import { noticeTitle } from "./web/text/notices.ts";

/** Every notice of the program. A capability with notices is one line here. */
export const NOTICES = noticeCatalogue(
  [applicationNotices, postingNotices, enterpriseNotices, savedSearchNotices, fairsNotices],
  noticeTitle,
);
