import { notify } from "../../notifications/index.ts";
import { COPIES_NOTED, type Consumer, defineConsumer, recordsOf } from "../../platform/changes/index.ts";
import { awayNotices, heldAwayNotices, takeChangedAway, takeMovedHolders } from "../fair/index.ts";
import { projectFairs } from "./store/people.ts";

/**
 * Consumer of the public logs, own and followed ones alike. It shows events to the readers of their
 * agreements, with the enterprises and postings that are brought to them. Own verbs wrote the same rows in
 * their own transaction already, so that nobody who acts waits for the log; then nothing changes here. Tells
 * own enterprises and people that a fair of another node moved for which they registered or hold a ticket.
 */
export const eventProjection: Consumer = defineConsumer({
  name: "brought-to-events",
  streams: "all",
  kinds: ["fair", "fairExhibitor", COPIES_NOTED],
  async apply(tx, ctx, changes) {
    const idsOf = (kind: string) => recordsOf(changes, kind);
    const fairs = idsOf("fair");
    await projectFairs(tx, { fairs, registrations: idsOf("fairExhibitor") });
    await notify(tx, ctx, [
      ...awayNotices(await takeChangedAway(tx, fairs)),
      ...heldAwayNotices(await takeMovedHolders(tx, fairs)),
    ]);
  },
});
