import { type Copy, defineSharedKind, type SharedKind, type Unread } from "../../platform/changes/index.ts";
import type { PutEmployers } from "../../postings/index.ts";
import {
  closeLivestreams,
  livestreamsToldBy,
  purgeLivestreams,
  putLivestream,
  unknownNames,
} from "./store/livestreams.ts";
import { purgeSignals, putSignal, signalsToldBy } from "./store/signals.ts";
import { LivestreamPayload, SignalPayload } from "./telling/index.ts";

/** Returns the employers of presenters that may be unknown here: not those of the log's own city alone. */
const employersOf = ({ payload }: Copy<LivestreamPayload>) =>
  payload.presenters.flatMap(({ employer }) => employer ?? []);

/**
 * Announced livestreams as cities share them, with run sheet, source and pins. A copy is read under the
 * livestream's agreement, and unread while that, a city or an own enterprise is unknown here. It names
 * postings that may come later, so none waits for another city's log.
 */
export const sharedLivestreams = (putEmployers: PutEmployers): SharedKind =>
  defineSharedKind({
    kind: "livestream",
    schema: 1,
    payload: LivestreamPayload,
    async put(tx, copies) {
      const unread: Unread[] = [];
      for (const copy of copies) {
        const employers = employersOf(copy);
        const { unknown, stubs } = await unknownNames(tx, copy, employers);
        if (unknown !== null) {
          unread.push({ id: copy.id, rev: copy.rev, why: `unknown ${unknown}` });
          continue;
        }
        await putEmployers(
          tx,
          employers.filter(({ id }) => stubs.includes(id)),
        );
        await putLivestream(tx, copy);
      }
      return unread;
    },
    close: closeLivestreams,
    purge: purgeLivestreams,
    told: livestreamsToldBy,
  });

/** Signals of livestreams on air. A record has the id of its livestream, and is unread without it. */
export const sharedSignals: SharedKind = defineSharedKind({
  kind: "livestreamSignal",
  schema: 1,
  payload: SignalPayload,
  async put(tx, copies) {
    const unread: Unread[] = [];
    for (const copy of copies)
      if (!(await putSignal(tx, copy)))
        unread.push({ id: copy.id, rev: copy.rev, why: `livestream ${copy.id}` });
    return unread;
  },
  close: async () => undefined,
  purge: purgeSignals,
  told: signalsToldBy,
});
