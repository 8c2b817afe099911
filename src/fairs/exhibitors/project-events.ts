import { COPIES_NOTED, type Consumer, defineConsumer, recordsOf } from "../../platform/changes/index.ts";
import { projectFairs } from "./store.ts";

/**
 * Consumer of the public logs, own and followed ones alike. It shows events to the readers of their
 * agreements, with the enterprises and postings that are brought to them. Own verbs wrote the same rows in
 * their own transaction already, so that nobody who acts waits for the log; then nothing changes here.
 */
export const eventProjection: Consumer = defineConsumer({
  name: "brought-to-events",
  streams: "all",
  kinds: ["fair", "fairExhibitor", COPIES_NOTED],
  async apply(tx, _ctx, changes) {
    const idsOf = (kind: string) => recordsOf(changes, kind);
    await projectFairs(tx, { fairs: idsOf("fair"), registrations: idsOf("fairExhibitor") });
  },
});
