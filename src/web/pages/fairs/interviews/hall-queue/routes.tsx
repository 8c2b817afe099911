import { hallQueue } from "../../../../../fairs/index.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { pathId } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR_READER } from "../../../../policies.ts";
import { HALL } from "../../../../text/fairs/interviews.ts";
import { HallQueuePage } from "./hall-queue-page.tsx";
import { inOrder, isBusy, REFRESH_S, screenAt } from "./hall-screen.ts";

/**
 * The queues of a hall: numbers and booths, never names of people. `?wall` fits the page to a wall screen.
 */
export const hallPages = new Pages().get(
  "/fairs/:id/queue/:venueId",
  FAIR_READER,
  async (c) => {
    const venueId = pathId(c, "venueId");
    const ctx = c.get("ctx");
    const hall = await hallQueue(ctx, { fairId: pathId(c), venueId });
    const busy = inOrder(hall.booths.filter(isBusy));
    const wall = c.req.query("wall") !== undefined;
    const screen = wall ? screenAt(busy, ctx.clock.now()) : { shown: busy, page: 0, pages: 1 };
    c.header("refresh", String(REFRESH_S));
    const title = `${HALL.title} · ${hall.venueName} · ${hall.fairTitle}`;
    return page(c, { title }, () => <HallQueuePage hall={hall} screen={screen} />);
  },
  { live: true },
);
