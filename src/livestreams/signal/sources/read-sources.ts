import type { DbOrTx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { requireOfficerOf } from "../../../platform/core/guard.ts";
import { faultOf, isAdvancing } from "../rules/stall.ts";
import { NO_SIGNAL } from "../rules/state.ts";
import type { SourcesView } from "../schema.ts";
import { STREAM_SERVERS } from "../servers/index.ts";
import { type SourceRow, selectOwner, selectSources, selectTakes } from "../store/sources.ts";
import type { ShownPlatform } from "./platforms.ts";

type Config = Pick<RequestContext["config"], "streams">;

/** Returns the address of the playlist that viewers get; null for a name without a streaming server. */
function playlistOf({ kind, url, name }: SourceRow, { streams }: Config): string | null {
  if (kind !== "server") return url;
  return streams && name ? `${streams.hlsUrl}/${STREAM_SERVERS[streams.server].playlistPath(name)}` : null;
}

const linksOf = (rows: readonly SourceRow[]) =>
  rows.flatMap(({ platform, url }) => (platform && url ? [{ platform, url }] : []));

function mainOf(rows: readonly SourceRow[], config: Config): SourcesView["main"] {
  const row = rows.find(({ kind }) => kind !== "link");
  const playlist = row && playlistOf(row, config);
  if (!row || !playlist) return null;
  const state = row.state ?? NO_SIGNAL;
  return {
    kind: row.kind === "server" ? "server" : "address",
    playlist,
    name: row.name,
    keyIssuedAt: row.keyIssuedAt?.toISOString() ?? null,
    advancing: isAdvancing(state, row.now.getTime()),
    fault: faultOf(state, row.now.getTime()),
  };
}

/**
 * Returns the sources and takes of a livestream. Throws NOT_FOUND unless the caller is an officer of the home
 * city.
 */
export async function readSources(
  ctx: RequestContext,
  { livestreamId }: { livestreamId: string },
): Promise<SourcesView> {
  const { homeCity } = orNotFound(await selectOwner(ctx.db, livestreamId));
  requireOfficerOf(ctx.actor, homeCity);
  const [rows, takes] = await Promise.all([
    selectSources(ctx.db, [livestreamId]),
    selectTakes(ctx.db, livestreamId),
  ]);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    main: mainOf(rows, ctx.config),
    links: linksOf(rows),
    takes: takes.map(({ id, startedAt, firstAdvancedAt, advancedAt, endedAt, reason }) => ({
      id,
      startedAt: startedAt.toISOString(),
      firstAdvancedAt: iso(firstAdvancedAt),
      advancedAt: iso(advancedAt),
      endedAt: iso(endedAt),
      reason,
    })),
  };
}

/** The part of the sources that viewers get: the playlist of its picture, and pages on other platforms. */
export type ShownSources = {
  playlist: string | null;
  links: { platform: ShownPlatform; url: string }[];
};

/** Returns what viewers of these livestreams get, by id. The caller must have checked that they may watch. */
export async function shownSources(
  ctx: { db: DbOrTx; config: Config },
  livestreamIds: readonly string[],
): Promise<Map<string, ShownSources>> {
  const rows = await selectSources(ctx.db, livestreamIds);
  return new Map(
    livestreamIds.map((id) => {
      const own = rows.filter(({ livestreamId }) => livestreamId === id);
      return [id, { playlist: mainOf(own, ctx.config)?.playlist ?? null, links: linksOf(own) }];
    }),
  );
}

/** The part of the sources that a control room shows: the picture, and why there is none. */
export type ControlSource = Pick<NonNullable<SourcesView["main"]>, "playlist" | "fault">;

/**
 * Returns the source of the picture of these livestreams, by id. The caller must have checked that the reader
 * controls them.
 */
export async function controlSources(
  ctx: { db: DbOrTx; config: Config },
  livestreamIds: readonly string[],
): Promise<Map<string, ControlSource>> {
  const rows = await selectSources(ctx.db, livestreamIds);
  return new Map(
    livestreamIds.flatMap((id) => {
      const main = mainOf(
        rows.filter(({ livestreamId }) => livestreamId === id),
        ctx.config,
      );
      return main ? [[id, { playlist: main.playlist, fault: main.fault }] as const] : [];
    }),
  );
}
