import { followUpPages } from "../booth-desk/follow-ups/routes.tsx";
import { boothDeskPages } from "../booth-desk/routes.tsx";
import { boothInterviewPages } from "./booth/routes.tsx";
import { hallPages } from "./hall-queue/routes.tsx";
import { myFairPages } from "./seeker/routes.tsx";

/** At a booth, before it, and after: the desk, interviews, queues, what is asked after a start. */
export const fairDeskPages = [boothDeskPages, boothInterviewPages, myFairPages, hallPages, ...followUpPages];
