import { sql } from "kysely";
import { expect } from "vitest";
import { tellSignal } from "../../../src/livestreams/copies/telling/index.ts";
import { counterOf, type LivestreamView, setSource } from "../../../src/livestreams/index.ts";
import { HOME } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { onAirLivestream } from "../../factories/livestreams.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { beat, pageOf } from "../../factories/viewers.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { KINDS, openWorld, type Side, type World } from "../fair-day/world.ts";

export const STREAM = `${HOME}/public`;
/** Kinds of records of livestreams. */
export const LIVE_KINDS = [
  ...["livestream", "livestreamSignal", "livestreamClaim", "livestreamQuestion"],
  "livestreamAudience",
];
export const ALL = [...KINDS, ...LIVE_KINDS];
export const PLAYLIST = "https://live.home.example.cn/hls/one.m3u8";

export const viewAt = async ({ t }: Side, id: string): Promise<LivestreamView> =>
  bodyOf(await t.call("GET", `/api/v1/livestreams/${id}`), 200);
export const statusAt = async ({ t }: Side, id: string): Promise<number> =>
  (await t.call("GET", `/api/v1/livestreams/${id}`)).status;
export const pageAt = async ({ t }: Side, id: string): Promise<string> =>
  (await t.call("GET", `/livestreams/${id}`)).text();
export const dbOf = ({ t }: Side) => t.services.db;

type Told = { kind: string; data: { what?: string; pin?: { title: string } | null } };

/** The events that live pages of a side were told, in order. */
export async function eventsOf(side: Side, id: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select kind, data from livestream_event where livestream_id = ${id}::uuid order by seq`.execute(
    dbOf(side),
  );
  return rows;
}
export const lastState = async (side: Side, id: string): Promise<Told["data"] | undefined> =>
  (await eventsOf(side, id)).filter(({ kind }) => kind === "state").at(-1)?.data;

export type Streams = {
  world: World;
  /** An officer of HOME. */
  union: Client;
  /** A member of the enterprise that posted both. */
  member: Client;
  welder: string;
  turner: string;
  look(id: string, advances?: boolean): Promise<void>;
  onAir(more?: Parameters<typeof onAirLivestream>[2]): Promise<string>;
};

/** Three nodes that give each other all public records, and two postings of HOME that all have read. */
export async function openStreams(): Promise<Streams> {
  const world = await openWorld();
  await world.clauses({ kinds: ALL });
  const { t } = world.host;
  const union = await t.asOfficer(HOME);
  const { enterprise } = await verifiedEnterprise(t.services, union.ctx);
  const member = await t.asMember(enterprise.id);
  const people = { member: member.ctx, officer: union.ctx };
  const publish = async (title: string) => (await publishedPosting(people, enterprise.id, { title })).id;
  const [welder, turner] = [await publish("电焊工"), await publish("车工")];
  await world.sync();

  /**
   * Lets the home see the picture advance, or see that it ended, and tells it. The advance is a little ahead
   * of the clock, so that a slow machine does not outlive the minute for which a copy believes it.
   */
  async function look(id: string, advances = true): Promise<void> {
    const db = dbOf(world.host);
    const seen = advances
      ? sql`advanced_at = app.now() + interval '50 seconds', fresh_s = 60, ended_at = null`
      : sql`ended_at = greatest(advanced_at, app.now())`;
    await sql`
      update livestream_signal set ${seen}, told_at = app.now() - interval '1 minute' where livestream_id = ${id}::uuid`.execute(
      db,
    );
    await db.transaction().execute((tx) => tellSignal(tx, id));
  }

  /** A livestream of HOME on air with a picture, which all nodes have read. */
  async function onAir(more: Parameters<typeof onAirLivestream>[2] = {}): Promise<string> {
    const { id } = await onAirLivestream(union.ctx, [welder, turner], more);
    await setSource(union.ctx, { livestreamId: id, kind: "address", url: PLAYLIST });
    await look(id);
    await world.sync();
    return id;
  }

  return { world, union, member, welder, turner, look, onAir };
}

/** Lets `n` people watch a livestream on this side for two beats. */
export async function watch(side: Side, id: string, n: number): Promise<void> {
  const ctx = { ...side.ctx, actor: { kind: "anonymous" } as const, scope: { city: null, agreement: null } };
  counterOf(ctx).forget();
  const tokens: string[] = [];
  for (let at = 0; at < n; at += 1) tokens.push(await pageOf(ctx, id, `${side.city} ${at}`));
  for (const seconds of ["30 seconds", "30 seconds"]) {
    await side.t.database.travel(seconds);
    // The home's word reaches the copy, whose clock moved on.
    await sql`delete from rate_limit`.execute(dbOf(side));
    counterOf(ctx).forget();
    for (const [at, token] of tokens.entries()) {
      const answer = await beat(ctx, id, token);
      expect(answer).toMatchObject({ counted: true });
      tokens[at] = answer.token ?? "";
    }
  }
  await counterOf(ctx).flush();
}
