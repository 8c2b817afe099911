import type { UncountedReason } from "../../../../db/schema/index.ts";
import type { Mode } from "../rules.ts";

/** Viewers that one batch holds, for example while the database is away. */
const VIEWERS_MAX = 50_000;
/** Livestreams whose uncounted beats one process counts. */
const LIVESTREAMS_MAX = 500;

export type CountedBeat = {
  livestreamId: string;
  viewer: string;
  via: string | null;
  mode: Mode;
  /** Minute from the origin of the livestream's bitmaps. */
  minute: number;
  atMs: number;
};

/** The share of one viewer: the minutes of picture and text, and the first and last beat. */
export type ViewerMinutes = {
  livestreamId: string;
  viewer: string;
  via: string | null;
  picture: ReadonlySet<number>;
  text: ReadonlySet<number>;
  firstMs: number;
  lastMs: number;
};

/** Total of this process since `process` was drawn. It only grows. */
export type Uncounted = { livestreamId: string; process: string; reason: UncountedReason; n: number };

export type Filled = { viewers: ViewerMinutes[]; uncounted: Uncounted[] };

type Growing = ViewerMinutes & { picture: Set<number>; text: Set<number> };
type Tally = { process: string; counts: Map<UncountedReason, number>; changed: boolean };

/** Beats that are not written yet. Bounded: a viewer's beats become one row. */
export type Batch = {
  /** Returns false if the batch is full. */
  add(beat: CountedBeat): boolean;
  skip(livestreamId: string, reason: UncountedReason): void;
  /** Takes everything out. */
  take(): Filled;
  /** Puts back what could not be written. Writing it twice changes nothing. */
  putBack(filled: Filled): void;
  isEmpty(): boolean;
};

const keyOf = ({ livestreamId, viewer }: Pick<CountedBeat, "livestreamId" | "viewer">) =>
  `${livestreamId} ${viewer}`;

export function createBatch(uuid: () => string, viewersMax = VIEWERS_MAX): Batch {
  let viewers = new Map<string, Growing>();
  const tallies = new Map<string, Tally>();

  function merge(more: ViewerMinutes): boolean {
    const known = viewers.get(keyOf(more));
    if (!known) {
      if (viewers.size >= viewersMax) return false;
      viewers.set(keyOf(more), { ...more, picture: new Set(more.picture), text: new Set(more.text) });
      return true;
    }
    for (const minute of more.picture) known.picture.add(minute);
    for (const minute of more.text) known.text.add(minute);
    known.firstMs = Math.min(known.firstMs, more.firstMs);
    known.lastMs = Math.max(known.lastMs, more.lastMs);
    known.via ??= more.via;
    return true;
  }

  function tallyOf(livestreamId: string): Tally {
    const tally = tallies.get(livestreamId) ?? { process: uuid(), counts: new Map(), changed: false };
    // The one that was used last moves to the end.
    tallies.delete(livestreamId);
    tallies.set(livestreamId, tally);
    for (const first of tallies.keys()) {
      if (tallies.size <= LIVESTREAMS_MAX) break;
      tallies.delete(first);
    }
    return tally;
  }

  return {
    add({ mode, minute, atMs, ...whose }) {
      const seen = new Set([minute]);
      const none = new Set<number>();
      const modes = mode === "picture" ? { picture: seen, text: none } : { picture: none, text: seen };
      return merge({ ...whose, ...modes, firstMs: atMs, lastMs: atMs });
    },
    skip(livestreamId, reason) {
      const tally = tallyOf(livestreamId);
      tally.counts.set(reason, (tally.counts.get(reason) ?? 0) + 1);
      tally.changed = true;
    },
    take() {
      const taken = [...viewers.values()];
      viewers = new Map();
      const uncounted: Uncounted[] = [];
      for (const [livestreamId, tally] of tallies) {
        if (!tally.changed) continue;
        tally.changed = false;
        for (const [reason, n] of tally.counts)
          uncounted.push({ livestreamId, process: tally.process, reason, n });
      }
      return { viewers: taken, uncounted };
    },
    putBack(filled) {
      for (const viewer of filled.viewers) merge(viewer);
      for (const { livestreamId, process } of filled.uncounted) {
        const tally = tallies.get(livestreamId);
        if (tally?.process === process) tally.changed = true;
      }
    },
    isEmpty: () => viewers.size === 0 && ![...tallies.values()].some(({ changed }) => changed),
  };
}
