import type { Child, FC } from "hono/jsx";
import type { Shell } from "../../../../layout.tsx";
import { LIVESTREAM, PLAYER } from "../../../../text/livestreams/livestream.ts";
import { WATCH } from "../../../../text/livestreams/watch.ts";
import type { LivestreamData } from "./livestream-data.ts";
import { Offer, postingAt } from "./offer-section.tsx";
import { Poster } from "./poster-section.tsx";
import { nextPosting } from "./shown-postings.ts";

type Stage = { shell: Shell; data: LivestreamData };

/** Words of the page's scripts. */
const WORDS = JSON.stringify({
  ...PLAYER,
  apply: LIVESTREAM.apply,
  asked: WATCH.asked,
  notSent: WATCH.notSent,
  captions: WATCH.captions,
});

/** Returns the attributes that tell the player of captions. */
const captionsFor = ({ livestream, media: { captions }, airedS }: LivestreamData) =>
  captions
    ? {
        "data-captions": captions.url ?? `/livestreams/${livestream.id}/captions`,
        "data-captions-grow": captions.url ? "1" : "",
        "data-aired": String(airedS),
      }
    : {};

/** The place of the picture: the poster, and on it the button that brings the player. */
const Screen: FC<{ data: LivestreamData }> = ({ data: { livestream, playlist, media } }) => (
  <div class="screen">
    <div data-screen>
      <Poster livestreamId={livestream.id} poster={media.poster} />
    </div>
    {playlist ? (
      <>
        <button type="button" class="button primary" data-start hidden>
          {PLAYER.start}
        </button>
        <noscript>
          <p>
            {LIVESTREAM.noPlayer} <a href={playlist}>{LIVESTREAM.playlist}</a>{" "}
            <a href={`/livestreams/${livestream.id}`}>{LIVESTREAM.refresh}</a>
          </p>
        </noscript>
      </>
    ) : null}
  </div>
);

/** The posting that is being explained, and the one that comes next. */
const Pinned: FC<Stage> = ({ shell, data: { livestream, items, names } }) => {
  const { channel, phase, pin } = livestream;
  const pinned = items.find(({ postingId }) => postingId === pin?.postingId)?.card ?? null;
  const next = nextPosting(items, pinned?.id);
  const under = phase === "live" || phase === "interrupted";
  return (
    <>
      <section class="card stack" data-pinned hidden={!pinned} aria-live="polite">
        <h2>{LIVESTREAM.pinned}</h2>
        <div data-pinned-body>
          {pinned ? <Offer shell={shell} card={pinned} names={names} channel={channel} /> : null}
        </div>
        <p data-upcoming hidden={!next}>
          {WATCH.next}{" "}
          <a href={next ? postingAt(next.id, channel) : "#postings"}>
            {next ? `${next.title} · ${next.employer.name}` : ""}
          </a>
        </p>
      </section>
      <p class="quiet" data-no-pin hidden={pinned !== null || !under}>
        {LIVESTREAM.nothingPinned}
      </p>
    </>
  );
};

/**
 * The picture. The posting that is being explained and `children` stand beside it. Without JavaScript there
 * is no picture, and the page is read anew.
 */
export const Watch: FC<Stage & { children?: Child }> = ({ shell, data, children }) => {
  const { livestream, playlist, token } = data;
  const { id, channel } = livestream;
  return (
    <div
      class="watching"
      data-watch
      data-events={`/livestreams/${id}/live?after=${livestream.lastEvent}`}
      data-asked={`/api/v1/livestreams/${id}`}
      data-beats={`/api/v1/livestreams/${id}/beats`}
      data-token={token ?? ""}
      data-playlist={playlist ?? ""}
      data-channel={channel ?? ""}
      data-words={WORDS}
      {...captionsFor(data)}
    >
      <div>
        <Screen data={data} />
        <p class="quiet" data-state role="status" />
      </div>
      <div class="stack">
        <Pinned shell={shell} data={data} />
        <p>
          <a href="#postings">{WATCH.allPostings(data.livestream.postings)}</a>
        </p>
        {children}
      </div>
    </div>
  );
};
