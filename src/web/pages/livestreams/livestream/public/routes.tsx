import type { Context } from "hono";
import {
  audienceOf,
  claimsOf,
  clipOf,
  getHandovers,
  getLivestream,
  getReplay,
  issueBeatPage,
  type LivestreamView,
  listItems,
  listLivestreams,
  type Replay,
  shownSources,
} from "../../../../../livestreams/index.ts";
import {
  type Env,
  giveVisitor,
  isMediaOrigin,
  knownVisitor,
  Pages,
  playsMedia,
} from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { EMPTY_FORM } from "../../../../components/forms.tsx";
import { cursorOf, pathId } from "../../../../forms.ts";
import { viaOf } from "../../../../links/channel-cookie.ts";
import { originOf, page } from "../../../../page.tsx";
import { ANYONE, LIVESTREAM_READER } from "../../../../policies.ts";
import { formatSpan } from "../../../../text/format.ts";
import { LIVESTREAM, LIVESTREAMS } from "../../../../text/livestreams/livestream.ts";
import { readQuestions } from "../../questions/public/asked.ts";
import { readReservation } from "../../reservations/routes.tsx";
import { LivestreamPage } from "./livestream-page.tsx";
import { LivestreamsPage } from "./livestreams-page.tsx";

const COMING_MAX = 50;
const PAST = 10;
const CLAIMS_SHOWN = 3;

/**
 * Returns the address of the picture while viewers may see it, and lets the page play it. Null otherwise, and
 * for an address from which no page may play.
 */
async function playlistFor(c: Context<Env>, { id, phase }: LivestreamView): Promise<string | null> {
  if (phase !== "live" && phase !== "interrupted") return null;
  const ctx = c.get("ctx");
  const playlist = (await shownSources(ctx, [id])).get(id)?.playlist;
  if (!playlist) return null;
  const { origin } = new URL(playlist);
  if (!isMediaOrigin(ctx.config, origin)) return null;
  playsMedia(c, [origin]);
  return playlist;
}

/** Returns the recordings of a livestream that is over, and lets the page play their films. */
async function replayFor(c: Context<Env>, { id, phase }: LivestreamView): Promise<Replay> {
  if (phase !== "ended" && phase !== "replay") return { takes: [] };
  const replay = await getReplay(c.get("ctx"), { id });
  if (replay.takes.some(({ film }) => film)) playsMedia(c, []);
  return replay;
}

/** Returns the token by which the page's beats count; null for a viewer who is not counted. */
async function beatsFor(c: Context<Env>, livestreamId: string): Promise<string | null> {
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

/** Public pages of livestreams: the list and one livestream. */
export const publicLivestreamPages = new Pages()
  .get("/livestreams", ANYONE, async (c) => {
    const ctx = c.get("ctx");
    const cursor = cursorOf(c);
    const [coming, past] = await Promise.all([
      listLivestreams(ctx, { which: "coming", limit: COMING_MAX }),
      listLivestreams(ctx, { which: "past", cursor, limit: PAST }),
    ]);
    const data = { coming: coming.items, past: past.items, next: past.nextCursor, first: !cursor };
    return page(c, { title: LIVESTREAMS.title }, (shell) => <LivestreamsPage shell={shell} data={data} />);
  })
  .get(
    "/livestreams/:id",
    LIVESTREAM_READER,
    async (c) => {
      const ctx = c.get("ctx");
      const livestream = await getLivestream(ctx, { id: pathId(c) });
      const sheet = listItems(ctx, livestream);
      const [
        items,
        claims,
        names,
        playlist,
        questions,
        token,
        reservation,
        replay,
        clip,
        handovers,
        audience,
      ] = await Promise.all([
        sheet,
        claimsOf(ctx, { id: livestream.id, control: false }, { limit: CLAIMS_SHOWN, newest: true }),
        namesFor(ctx),
        playlistFor(c, livestream),
        readQuestions(c, livestream, { sheet, form: EMPTY_FORM }),
        beatsFor(c, livestream.id),
        readReservation(c, livestream),
        replayFor(c, livestream),
        clipOf(ctx, livestream),
        getHandovers(ctx, livestream),
        audienceOf(ctx, livestream),
      ]);
      if (clip && !playlist) playsMedia(c, []);
      const shown = { playlist, token, questions, reservation, replay, clip, handovers, audience };
      const data = { livestream, items, claims, names, origin: originOf(c), ...shown };
      const unions = LIVESTREAMS.by(livestream.cities.map(({ federation }) => federation));
      const description = LIVESTREAM.about(formatSpan(livestream.startsAt, livestream.endsAt), unions);
      return page(c, { title: livestream.title, description }, (shell) => (
        <LivestreamPage shell={shell} data={data} />
      ));
    },
    { live: true },
  );
