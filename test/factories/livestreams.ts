import { sql } from "kysely";
import type { Db } from "../../db/client.ts";
import {
  announceLivestream,
  createLivestream,
  getLivestream,
  goOnAir,
  type LivestreamInput,
  type LivestreamView,
  type SourceLinkInput,
  setLink,
  setRunSheet,
} from "../../src/livestreams/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { hoursAhead } from "./fairs.ts";
import { daysAhead } from "./postings.ts";

/** Returns a presenter of a union whose permit is valid for 60 days. */
export const presenterInput = async (
  ctx: Pick<RequestContext, "db">,
  overrides: Partial<LivestreamInput["presenters"][number]> = {},
): Promise<LivestreamInput["presenters"][number]> => ({
  name: "赵主播",
  enterpriseId: null,
  union: "葫芦岛市总工会",
  permit: "ZB-2026-001",
  permitUntil: await daysAhead(ctx, 60),
  ...overrides,
});

/** Returns the input of a livestream of HOME that begins in two days and lasts an hour. */
export async function livestreamInput(
  ctx: Pick<RequestContext, "db">,
  overrides: Partial<LivestreamInput> = {},
): Promise<LivestreamInput> {
  return {
    title: "焊工专场直播带岗",
    intro: "五市企业在线讲岗位。",
    startsAt: await hoursAhead(ctx, 48),
    endsAt: await hoursAhead(ctx, 49),
    fairId: null,
    venueIds: [],
    cities: [],
    presenters: [await presenterInput(ctx)],
    graceS: 180,
    ...overrides,
  };
}

type Overrides = Partial<LivestreamInput> & { link?: SourceLinkInput };

/** Creates a draft. `link` is its page on another platform. */
export async function draftLivestream(
  home: RequestContext,
  { link, ...overrides }: Overrides = {},
): Promise<LivestreamView> {
  const draft = await createLivestream(home, await livestreamInput(home, overrides));
  if (!link) return draft;
  await setLink(home, { livestreamId: draft.id, ...link });
  return getLivestream(home, { id: draft.id });
}

/** Creates a livestream with these postings on its run sheet, and announces it. */
export async function announcedLivestream(
  home: RequestContext,
  postingIds: readonly string[],
  overrides: Overrides = {},
): Promise<LivestreamView> {
  const { id } = await draftLivestream(home, overrides);
  await setRunSheet(home, { id, postingIds: [...postingIds] });
  return announceLivestream(home, { id, action: "announce" });
}

/** Notes that a probe sees the picture advance now. */
export async function advance(db: Db, id: string): Promise<void> {
  await sql`
    insert into livestream_signal (livestream_id, advanced_at) values (${id}, app.now())
    on conflict (livestream_id) do update set advanced_at = excluded.advanced_at`.execute(db);
}

/** Creates a livestream that began five minutes ago and is planned for an hour, with a picture, on air. */
export async function onAirLivestream(
  home: RequestContext,
  postingIds: readonly string[],
  overrides: Overrides = {},
): Promise<LivestreamView> {
  const times = { startsAt: await hoursAhead(home, -1 / 12), endsAt: await hoursAhead(home, 1) };
  const { id } = await announcedLivestream(home, postingIds, { ...times, ...overrides });
  await advance(home.db, id);
  return goOnAir(home, { id, action: "goOnAir" });
}
