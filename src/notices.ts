import { CAPABILITIES } from "./capabilities.ts";
import { noticeCatalogue } from "./notifications/index.ts";
import { noticeTitle } from "./web/text/notices.ts";

/** Every kind of notice that the capabilities declare, with its title. */
export const NOTICES = noticeCatalogue(
  CAPABILITIES.flatMap((capability) => ("notices" in capability ? [capability.notices] : [])),
  noticeTitle,
);
