import type { RequestContext } from "../../platform/context.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { type AudienceView, onlineOf } from "../audience/index.ts";
import { type LivestreamView, livestreamsByIds } from "../livestream/index.ts";
import { listItems, type RunSheet } from "../programme/index.ts";
import { type ControlSource, controlSources } from "../signal/index.ts";
import { handoversOf } from "./handover/read-handovers.ts";
import type { Handovers } from "./schema.ts";
import { type RoomFigures, selectFigures, selectRoom, selectTargets } from "./store/room.ts";
import { selectStandbys } from "./store/settings.ts";

/** Livestreams that a control room shows at once. */
export const ROOM_MAX = 5;
const TARGETS_MAX = 20;

export type RoomTarget = { id: string; title: string; cityName: string };

/** One livestream as the control room shows it. Null figures are unknown. */
export type RoomStream = {
  livestream: LivestreamView;
  items: RunSheet["items"];
  source: ControlSource | null;
  figures: RoomFigures;
  online: AudienceView["online"];
  handovers: Handovers;
  /** Livestreams to which its programme can be handed. */
  targets: RoomTarget[];
  standby: boolean;
};

export type Room = {
  streams: RoomStream[];
  /** Livestreams that the officer can put into the room, in its order. At most twice as many as it shows. */
  offered: { id: string; title: string }[];
  /** Livestreams that the officer's city organises and another node controls. */
  elsewhere: { id: string; title: string; homeCity: string }[];
};

/**
 * Returns the control room of an officer: up to five livestreams that the officer's city organises, those on
 * air first. `ids` chooses among them; others are left out. Throws ROLE_REQUIRED for others.
 */
export async function getRoom(
  ctx: RequestContext,
  { ids = [] }: { ids?: readonly string[] } = {},
): Promise<Room> {
  requireOfficer(ctx.actor);
  const [offered, copies] = await Promise.all([
    selectRoom(ctx.db, ctx, { limit: ROOM_MAX * 2 }),
    selectRoom(ctx.db, ctx, { limit: ROOM_MAX, copies: true }),
  ]);
  const chosen = ids.length > 0 ? offered.filter((id) => ids.includes(id)) : offered;
  const shown = chosen.slice(0, ROOM_MAX);
  const [views, others, sources, figures, standbys] = await Promise.all([
    livestreamsByIds(ctx, offered),
    livestreamsByIds(ctx, copies),
    controlSources(ctx, shown),
    selectFigures(ctx.db, shown),
    selectStandbys(ctx.db, shown),
  ]);
  const livestreams = views.filter(({ id, control }) => control !== null && shown.includes(id));
  const handovers = await handoversOf(ctx, livestreams);
  const streams = await Promise.all(
    livestreams.map(async (livestream): Promise<RoomStream[]> => {
      const { id } = livestream;
      const [own, measured] = [handovers.get(id), figures.get(id)];
      const [items, online, targets] = await Promise.all([
        listItems(ctx, livestream),
        onlineOf(ctx, livestream),
        livestream.phase === "live" || livestream.phase === "interrupted"
          ? selectTargets(ctx.db, id, TARGETS_MAX)
          : [],
      ]);
      if (!own || !measured) return [];
      const source = sources.get(id) ?? null;
      return [
        {
          livestream,
          items,
          source,
          figures: measured,
          online,
          handovers: own,
          targets,
          standby: standbys.has(id),
        },
      ];
    }),
  );
  return {
    streams: streams.flat(),
    offered: views.map(({ id, title }) => ({ id, title })),
    elsewhere: others.map(({ id, title, homeCity }) => ({ id, title, homeCity })),
  };
}
