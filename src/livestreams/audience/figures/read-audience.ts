import type { RequestContext } from "../../../platform/context.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import { getLivestream, type LivestreamView } from "../../livestream/index.ts";
import { countedOnce } from "../cache.ts";
import { type AudienceView, type Figures, METHOD } from "../schema.ts";
import { type AudienceRow, computeFigures, countMinute, selectAudience } from "../store/figures.ts";
import { selectPlatformFigures } from "../store/platform.ts";
import { selectToldFigures } from "../store/told.ts";
import { addUp } from "../told/add-up.ts";
import { toFigure } from "./add-platform-figure.ts";

const MINUTE_MS = 60_000;
/** Figures of other platforms that are shown beside ours. */
const PLATFORM_SHOWN = 100;
/**
 * Returns the figures of an audience from the rows of its viewers: the same for ten seconds, unless a minute
 * ends.
 */
const currentFigures = (ctx: RequestContext, livestreamId: string, origin: Date, now: Date) =>
  countedOnce(ctx, `figures ${livestreamId} ${Math.floor(now.getTime() / MINUTE_MS)}`, () =>
    computeFigures(ctx.db, { livestreamId, origin }),
  );

/** Returns true if the stored figures are those of the end: a livestream that went on is counted anew. */
const isFrozen = ({ frozenAt, erasedAt }: AudienceRow, { overAt }: LivestreamView): boolean =>
  erasedAt !== null || (frozenAt !== null && overAt !== null && frozenAt >= new Date(overAt));

const average = (minutes: number, people: number) =>
  people === 0 ? 0 : Math.round((minutes / people) * 10) / 10;

const totalsOf = ({ people, visits, minutes, peak }: Figures): NonNullable<AudienceView["totals"]> => ({
  people,
  visits,
  minutes,
  peak,
  averageMinutes: {
    picture: average(minutes.picture, people.picture),
    text: average(minutes.text, people.text),
  },
});

const NONE: Omit<Figures, "series"> = {
  people: { picture: 0, text: 0 },
  visits: { picture: 0, text: 0 },
  minutes: { picture: 0, text: 0 },
  peak: { picture: null, text: null },
  channels: [],
  uncounted: {},
  explained: [],
};

async function onlineNow(
  ctx: RequestContext,
  { id }: LivestreamView,
  { origin }: AudienceRow,
  now: Date,
): Promise<AudienceView["online"]> {
  const minute = Math.floor((now.getTime() - origin.getTime()) / MINUTE_MS) - 1;
  const at = new Date(origin.getTime() + minute * MINUTE_MS).toISOString();
  const count = () => countMinute(ctx.db, id, minute);
  const people =
    minute < 0 ? { picture: 0, text: 0 } : await countedOnce(ctx, `online ${id} ${minute}`, count);
  return { ...people, minute: at };
}

/** Returns true while a livestream is under way, here or on another platform. */
const isUnderWay = ({ phase, links }: LivestreamView): boolean =>
  phase === "live" || phase === "interrupted" || (phase === "waiting" && links.length > 0);

/**
 * Returns the audience of a livestream. Its readers see how many are there now, and the totals after the end.
 * Officers of organising cities see all. Throws NOT_FOUND unless the caller may read the livestream.
 */
export const getAudience = async (ctx: RequestContext, { id }: { id: string }): Promise<AudienceView> =>
  audienceOf(ctx, await getLivestream(ctx, { id }));

/** Returns what `getAudience` returns, of a livestream that the caller has read. */
export async function audienceOf(ctx: RequestContext, livestream: LivestreamView): Promise<AudienceView> {
  const { id } = livestream;
  const [now, audience] = await Promise.all([databaseNow(ctx.db), selectAudience(ctx.db, id)]);
  const method = { ...METHOD, rules: [...METHOD.rules] };
  const online = audience && isUnderWay(livestream) ? await onlineNow(ctx, livestream, audience, now) : null;
  const over = livestream.phase === "ended" || livestream.phase === "replay";
  if (!livestream.control && !over) return { online, totals: null, others: null, control: null, method };
  const frozen = audience && isFrozen(audience, livestream) ? audience.figures : null;
  const origin = audience?.origin ?? now;
  const counted = frozen ?? (audience ? await currentFigures(ctx, id, origin, now) : null);
  const figures = counted ?? { ...NONE, series: { from: origin.toISOString(), picture: [], text: [] } };
  const totals = totalsOf(figures);
  const others = addUp(figures, await selectToldFigures(ctx.db, id));
  if (!livestream.control) return { online, totals, others, control: null, method };
  const asked = { after: null, limit: PLATFORM_SHOWN, holding: true };
  const platform = (await selectPlatformFigures(ctx.db, id, asked)).map(toFigure);
  const { series, channels, uncounted } = figures;
  const frozenAt = audience?.frozenAt?.toISOString() ?? null;
  const erasedAt = audience?.erasedAt?.toISOString() ?? null;
  const control = { series, channels, uncounted, platform, frozenAt, erasedAt };
  return { online, totals, others, control, method };
}

/**
 * Returns how many people are at a livestream in the last full minute; null unless it is under way. The
 * caller must have checked that the reader may read it.
 */
export async function onlineOf(
  ctx: RequestContext,
  livestream: LivestreamView,
): Promise<AudienceView["online"]> {
  if (!isUnderWay(livestream)) return null;
  const [now, audience] = await Promise.all([databaseNow(ctx.db), selectAudience(ctx.db, livestream.id)]);
  return audience ? onlineNow(ctx, livestream, audience, now) : null;
}
