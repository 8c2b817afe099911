import { createWaiting } from "../../platform/live/index.ts";
import { selectSizes } from "./store.ts";

/** Interval in which a process with waiting readers looks at the sizes of their logs. */
const LOOK_MS = 25;

type Place = { stream: string; epoch: number; size: number };

/** Lets readers wait until a log differs from a size and epoch. */
export const growth = createWaiting<Place>({
  lookMs: LOOK_MS,
  async look(db, all) {
    const streams = [...new Set(all.map(({ stream }) => stream))];
    const heads = new Map((await selectSizes(db, streams)).map((head) => [head.stream, head]));
    return all.flatMap(({ stream, epoch, size }, place) => {
      const head = heads.get(stream);
      return head && (head.epoch !== epoch || head.size !== size) ? [place] : [];
    });
  },
});
