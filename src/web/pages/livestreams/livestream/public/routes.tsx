import type { Context } from "hono";
import {
  audienceOf,
  claimsOf,
  getHandovers,
  getLivestream,
  type LivestreamView,
  listItems,
  listLivestreams,
  type MediaView,
  mediaOf,
  shownSources,
  standbyOf,
} from "../../../../../livestreams/index.ts";
import {
  type Env,
  isMediaOrigin,
  Pages,
  playsMedia,
  showsPictures,
} from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { EMPTY_FORM } from "../../../../components/forms.tsx";
import { cursorOf, pathId } from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { ANYONE, LIVESTREAM_READER } from "../../../../policies.ts";
import { formatSpan } from "../../../../text/format.ts";
import { LIVESTREAM, LIVESTREAMS } from "../../../../text/livestreams/livestream.ts";
import { readQuestions } from "../../questions/public/asked.ts";
import { playable } from "../../replay/playable.ts";
import { readReservation } from "../../reservations/routes.tsx";
import { LivestreamPage } from "./livestream-page.tsx";
import { LivestreamsPage } from "./livestreams-page.tsx";
import { posterAt } from "./poster-section.tsx";
import { PostingsPage } from "./postings-page.tsx";
import { shownPostings } from "./shown-postings.ts";
import { beatsFor, comingAfter, replayFor } from "./viewing.ts";

const COMING_MAX = 50;
const PAST = 10;
const CLAIMS_SHOWN = 3;
const Q_MAX = 30;

/**
 * Returns the address of the picture while viewers may see it, and lets the page play it with its captions.
 * Null otherwise, and for an address from which no page may play.
 */
async function playlistFor(
  c: Context<Env>,
  { id, phase }: LivestreamView,
  captions: MediaView["captions"],
): Promise<string | null> {
  if (phase !== "live" && phase !== "interrupted") return null;
  const ctx = c.get("ctx");
  const playlist = (await shownSources(ctx, [id])).get(id)?.playlist;
  if (!playlist) return null;
  const { origin } = new URL(playlist);
  if (!isMediaOrigin(ctx.config, origin)) return null;
  const from = captions?.url ? [new URL(captions.url).origin] : [];
  playsMedia(c, [origin, ...from.filter((one) => isMediaOrigin(ctx.config, one))]);
  return playlist;
}

/** Public pages of livestreams: the list, one livestream, and its postings. */
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
  .get("/livestreams/:id/postings", LIVESTREAM_READER, async (c) => {
    const ctx = c.get("ctx");
    const livestream = await getLivestream(ctx, { id: pathId(c) });
    const [items, names] = await Promise.all([listItems(ctx, livestream), namesFor(ctx)]);
    const q = (c.req.query("q") ?? "").trim().slice(0, Q_MAX);
    const shown = shownPostings(items, { q, after: cursorOf(c) });
    const data = { livestream, names, shown };
    const title = `${LIVESTREAM.postings} · ${livestream.title}`;
    return page(c, { title }, (shell) => <PostingsPage shell={shell} data={data} />);
  })
  .get(
    "/livestreams/:id",
    LIVESTREAM_READER,
    async (c) => {
      const ctx = c.get("ctx");
      const livestream = await getLivestream(ctx, { id: pathId(c) });
      const { id, onAirAt } = livestream;
      const sheet = listItems(ctx, livestream);
      const [
        items,
        claims,
        names,
        media,
        questions,
        token,
        coming,
        reservation,
        replay,
        standby,
        handovers,
        audience,
      ] = await Promise.all([
        sheet,
        claimsOf(ctx, { id, control: false }, { limit: CLAIMS_SHOWN, newest: true }),
        namesFor(ctx),
        mediaOf(ctx, { livestreamId: id }),
        readQuestions(c, livestream, { sheet, form: EMPTY_FORM }),
        beatsFor(c, id),
        comingAfter(c, livestream),
        readReservation(c, livestream),
        replayFor(c, livestream),
        standbyOf(ctx, livestream),
        getHandovers(ctx, livestream),
        audienceOf(ctx, livestream),
      ]);
      const playlist = await playlistFor(c, livestream, media.captions);
      const [film = null] = standby ? playable(c, [standby]) : [];
      if (media.poster?.url) showsPictures(c, [new URL(media.poster.url).origin]);
      const airedS = onAirAt ? Math.max(0, (ctx.clock.now().getTime() - Date.parse(onAirAt)) / 1000) : 0;
      const watching = { playlist, token, media, airedS, replay, standby: film, handovers, coming };
      const read = { livestream, items, claims, names, questions, reservation, audience };
      const data = { ...read, ...watching, origin: originOf(c) };
      const unions = LIVESTREAMS.by(livestream.cities.map(({ federation }) => federation));
      const description = LIVESTREAM.about(formatSpan(livestream.startsAt, livestream.endsAt), unions);
      const image = media.poster ? { image: posterAt(id, media.poster) } : {};
      return page(c, { title: livestream.title, description, ...image }, (shell) => (
        <LivestreamPage shell={shell} data={data} />
      ));
    },
    { live: true },
  );
