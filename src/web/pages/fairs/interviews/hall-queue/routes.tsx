import { hallQueue } from "../../../../../fairs/index.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { pathId } from "../../../../forms.ts";
import { htmlDocument } from "../../../../head/document.ts";
import { FAIR_READER } from "../../../../policies.ts";
import { HallQueuePage } from "./hall-queue-page.tsx";
import { inOrder, isBusy, screenAt } from "./hall-screen.ts";

/**
 * The queues of a hall: numbers, booths and enterprises, never names of people. `?wall` fits a wall screen.
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
    const nonce = c.get("secureHeadersNonce") ?? "";
    return htmlDocument(c, <HallQueuePage hall={hall} screen={screen} wall={wall} nonce={nonce} />);
  },
  { live: true },
);
