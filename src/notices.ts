import { CAPABILITIES } from "./capabilities.ts";
import { noticeCatalogue } from "./notifications/index.ts";
import { noticeTitle } from "./web/text/notices.ts";

/** Every notice that the capabilities declare, with the words of its title. */
export const NOTICES = noticeCatalogue(
  CAPABILITIES.flatMap((capability) => ("notices" in capability ? [capability.notices] : [])),
  noticeTitle,
);
