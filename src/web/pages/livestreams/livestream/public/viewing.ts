import type { Context } from "hono";
import {
  getReplay,
  issueBeatPage,
  type LivestreamView,
  listLivestreams,
  type Replay,
} from "../../../../../livestreams/index.ts";
import { type Env, giveVisitor, knownVisitor } from "../../../../../platform/http/index.ts";
import { viaOf } from "../../../../links/channel-cookie.ts";
import { playable } from "../../replay/playable.ts";

/** Livestreams that one that is over names. */
const NEXT_SHOWN = 3;

/** Returns the token by which the page's beats count; null for a viewer who is not counted. */
export async function beatsFor(c: Context<Env>, livestreamId: string): Promise<string | null> {
  const visitor = (await knownVisitor(c)) ?? (await giveVisitor(c));
  const { method } = c.req;
  return issueBeatPage(c.get("ctx"), {
    livestreamId,
    visitor,
    via: viaOf(c),
    method,
    userAgent: c.req.header("user-agent"),
  });
}

const OVER: ReadonlySet<string> = new Set(["ended", "replay", "cancelled"]);

/** Returns the next livestreams if this one is over, to watch instead. */
export async function comingAfter(c: Context<Env>, { phase }: LivestreamView): Promise<LivestreamView[]> {
  if (!OVER.has(phase)) return [];
  return (await listLivestreams(c.get("ctx"), { which: "coming", limit: NEXT_SHOWN })).items;
}

/** Returns the recordings of a livestream that is over, and lets the page play their films. */
export async function replayFor(c: Context<Env>, { id, phase }: LivestreamView): Promise<Replay> {
  if (phase !== "ended" && phase !== "replay") return { takes: [] };
  const { takes } = await getReplay(c.get("ctx"), { id });
  return { takes: playable(c, takes) };
}
