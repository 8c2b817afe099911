import { boothDeskPages } from "./desk-pages.tsx";
import { followUpPages } from "./follow-up-pages.tsx";
import { hallPages } from "./hall-pages.tsx";
import { boothInterviewPages } from "./interviews-pages.tsx";
import { myFairPages } from "./mine-pages.tsx";

/** At a booth, before it, and after: the desk, interviews, queues, what is asked after a start. */
export const fairDeskPages = [boothDeskPages, boothInterviewPages, myFairPages, hallPages, ...followUpPages];
