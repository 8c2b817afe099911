import { WAIT_S } from "../../../src/federation/pull/asking/ask.ts";
import { firstPauseMs, pauseOf } from "../../../src/federation/pull/asking/pause.ts";
import { type Breaker, createBreaker } from "../../../src/federation/pull/breaker.ts";
import { LOOK_MS } from "../../../src/federation/pull/follow-peers.ts";
import { PAGE_ENTRIES } from "../../../src/federation/pull/reading/page.ts";
import { createHintSchedule, type HintSchedule } from "../../../src/federation/serving/telling/hints.ts";

/** One way between two nodes, and the interval in which a home looks whether its logs have grown. */
const WAY_MS = 20;
const WAKE_MS = 25;
/** Bytes on the wire with headers of HTTP: a question, an answer without entries, an entry, and a hint. */
export const BYTES = { question: 700, empty: 900, entry: 1_400, hint: 900 };

export type Options = {
  cities: number;
  /** Entries an hour that each city publishes. */
  perHour: number;
  random: () => number;
  /** Without hints: nobody is woken. */
  hints?: boolean;
  /** False: all pauses have one length, and nobody waits before the first question. */
  spread?: boolean;
};

type Node = {
  n: number;
  up: boolean;
  /** Increased as the node starts anew: what was under way before is void. */
  life: number;
  published: number[];
  followed: Map<number, Pair>;
  hints: Map<number, HintSchedule>;
  waiting: Set<Follower>;
  /** Requests that arrived, by whole second. */
  arrived: Map<number, number>;
  messages: number;
  bytes: number;
};
/** All logs of one home that a node follows: they share the breaker of the connection. */
type Pair = { home: Node; peer: Breaker; followers: Follower[]; failing: boolean };
type Follower = {
  node: Node;
  pair: Pair;
  audience: string;
  faults: Breaker;
  held: number;
  turn: number;
  open: boolean;
};

/** A queue of what happens by time: a binary heap. */
function createQueue() {
  const heap: { at: number; run: () => void }[] = [];
  const swap = (a: number, b: number) => {
    const kept = heap[a] as (typeof heap)[0];
    heap[a] = heap[b] as (typeof heap)[0];
    heap[b] = kept;
  };
  const at = (i: number) => heap[i]?.at ?? Number.POSITIVE_INFINITY;
  return {
    push(time: number, run: () => void) {
      heap.push({ at: time, run });
      for (let i = heap.length - 1; i > 0 && at(i) < at((i - 1) >> 1); i = (i - 1) >> 1)
        swap(i, (i - 1) >> 1);
    },
    next: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (first && last && heap.length > 0) {
        heap[0] = last;
        for (let i = 0; ; ) {
          const least = at(2 * i + 1) <= at(2 * i + 2) ? 2 * i + 1 : 2 * i + 2;
          if (at(least) >= at(i)) break;
          swap(i, least);
          i = least;
        }
      }
      return first;
    },
  };
}

/**
 * Nodes of one city each that follow each other, on a virtual clock. The rules of pull, hint and backoff are
 * those of the program; only network, database and time are played. `only`: pairs without one of these nodes
 * are left out.
 */
export function openModel(
  { cities, perHour, random, hints = true, spread = true }: Options,
  only?: Set<number>,
) {
  let nowMs = 0;
  const queue = createQueue();
  const after = (ms: number, run: () => void) => queue.push(nowMs + ms, run);
  const tools = { nowMs: () => nowMs, random: spread ? random : () => 0.5 };
  /** Milliseconds from publication to the rows of a peer. */
  const fresh: number[] = [];
  const nodes: Node[] = Array.from({ length: cities }, (_, n) => ({
    n,
    up: true,
    life: 0,
    published: [],
    followed: new Map(),
    hints: new Map(),
    waiting: new Set(),
    arrived: new Map(),
    messages: 0,
    bytes: 0,
  }));
  const counts = (node: Node, bytes: number) => {
    node.messages += 1;
    node.bytes += bytes;
  };
  const arrive = (node: Node) => {
    const second = Math.floor(nowMs / 1_000);
    node.arrived.set(second, (node.arrived.get(second) ?? 0) + 1);
  };
  const isNear = (a: Node, b: Node) => a !== b && (!only || only.has(a.n) || only.has(b.n));
  const near = new Map(nodes.map((node) => [node, nodes.filter((one) => isNear(node, one))]));

  /** Sends what is new to a follower, or an answer without entries. */
  function answer(follower: Follower): void {
    const { pair, node, audience } = follower;
    pair.home.waiting.delete(follower);
    const from = follower.held;
    const count = audience === "public" ? Math.min(PAGE_ENTRIES, pair.home.published.length - from) : 0;
    const [{ life }, { turn }] = [node, follower];
    const bytes = BYTES.empty + count * BYTES.entry;
    counts(pair.home, bytes);
    after(WAY_MS, () => {
      if (node.life !== life || follower.turn !== turn) return;
      counts(node, bytes);
      for (let i = from; i < from + count; i += 1) fresh.push(nowMs - (pair.home.published[i] ?? nowMs));
      follower.held += count;
      pair.failing = false;
      pauseOf({ kind: count === PAGE_ENTRIES ? "more" : "even" }, { ...follower, peer: pair.peer });
      follower.open = false;
      ask(follower);
    });
  }

  function ask(follower: Follower): void {
    const { node, pair } = follower;
    follower.turn += 1;
    const [{ life }, { turn }] = [node, follower];
    const isValid = () => node.life === life && follower.turn === turn && node.up;
    const later = (ms: number) => after(ms, () => isValid() && ask(follower));
    const restMs = pair.peer.waitMs();
    if (restMs > 0) {
      later(restMs);
      return;
    }
    follower.open = true;
    counts(node, BYTES.question);
    after(WAY_MS, () => {
      if (!isValid()) return;
      if (!pair.home.up) {
        pair.failing = true;
        follower.open = false;
        return later(
          pauseOf({ kind: "failed", code: "UNREACHABLE", retryAfterMs: 0 }, { ...follower, peer: pair.peer }),
        );
      }
      arrive(pair.home);
      counts(pair.home, BYTES.question);
      if (follower.audience === "public" && pair.home.published.length > follower.held)
        return answer(follower);
      pair.home.waiting.add(follower);
      after(WAIT_S * 1_000, () => isValid() && pair.home.waiting.has(follower) && answer(follower));
    });
  }

  function start(node: Node): void {
    node.up = true;
    node.life += 1;
    node.hints.clear();
    const peers = near.get(node) ?? [];
    for (const home of peers) {
      const before = node.followed.get(home.n);
      const pair: Pair = { home, peer: createBreaker(tools), followers: [], failing: false };
      const firstMs = spread ? firstPauseMs(peers.length, random) : 0;
      for (const [i, audience] of ["public", "to"].entries()) {
        const held = before?.followers[i]?.held ?? 0;
        const follower = { node, pair, audience, faults: createBreaker(tools), held, turn: 0, open: false };
        pair.followers.push(follower);
        const { life } = node;
        after(firstMs, () => node.life === life && ask(follower));
      }
      node.followed.set(home.n, pair);
    }
  }

  function stop(node: Node): void {
    node.up = false;
    node.life += 1;
    // Its connections end, so those who wait there see a failure.
    for (const follower of [...node.waiting]) {
      node.waiting.delete(follower);
      follower.open = false;
      ask(follower);
    }
  }

  function publish(node: Node): void {
    if (!node.up) return;
    node.published.push(nowMs);
    after(random() * WAKE_MS, () => {
      for (const follower of [...node.waiting]) if (follower.audience === "public") answer(follower);
    });
  }

  /** One look of the process that tells peers, and of those that are told. */
  function tell(node: Node): void {
    const size = node.published.length;
    if (!hints || !node.up || size === 0) return;
    for (const peer of near.get(node) ?? []) {
      const schedule = node.hints.get(peer.n) ?? createHintSchedule(tools);
      node.hints.set(peer.n, schedule);
      const due = schedule.due([{ log: "public", size }]);
      if (due.length === 0) continue;
      const { life } = node;
      counts(node, BYTES.hint);
      after(2 * WAY_MS, () => {
        if (node.life !== life) return;
        if (!peer.up) return schedule.failed();
        arrive(peer);
        counts(peer, BYTES.hint);
        const pair = peer.followed.get(node.n);
        schedule.answered(due, pair ? !pair.failing : false);
        if (!pair?.failing) return;
        after(random() * LOOK_MS, () => {
          pair.peer.wake();
          for (const follower of pair.followers) if (!follower.open && peer.up) ask(follower);
        });
      });
    }
  }

  return {
    nodes,
    fresh,
    now: () => nowMs,
    start,
    stop,
    /** Runs for a time. `tickMs`: the interval of looks for hints. */
    run(ms: number, tickMs = LOOK_MS) {
      const endMs = nowMs + ms;
      const pauseMs = () => (-Math.log(1 - random()) * 3_600_000) / perHour;
      const alive = { now: true };
      for (const node of nodes) {
        const again = () => {
          if (!alive.now) return;
          publish(node);
          after(pauseMs(), again);
        };
        after(pauseMs(), again);
        const look = () => {
          if (!alive.now) return;
          tell(node);
          after(tickMs, look);
        };
        after(random() * tickMs, look);
      }
      while (queue.next() <= endMs) {
        const event = queue.pop();
        if (!event) break;
        nowMs = event.at;
        event.run();
      }
      nowMs = endMs;
      alive.now = false;
    },
  };
}
