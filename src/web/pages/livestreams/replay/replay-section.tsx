import type { FC } from "hono/jsx";
import type { LivestreamView, Replay } from "../../../../livestreams/index.ts";
import type { PostingCard } from "../../../../postings/index.ts";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { formatTime } from "../../../text/format.ts";
import { lengthText, REPLAY } from "../../../text/livestreams/replay.ts";
import { applyAt, postingAt } from "../livestream/public/offer-section.tsx";

type Take = Replay["takes"][number];
type Chapter = Take["chapters"][number];

const two = (n: number) => String(n).padStart(2, "0");

/** Returns a place in a film as players show it, such as 1:02:03. */
function placeText(ms: number): string {
  const s = Math.floor(ms / 1_000);
  const [h, m] = [Math.floor(s / 3_600), Math.floor(s / 60) % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${two(m)}:${two(s % 60)}`;
}

/** A posting that was explained: where in the film, and whether people can still apply. */
const ChapterItem: FC<{ chapter: Chapter; take: Take; film: string; open: boolean; via: string | null }> = ({
  chapter,
  take,
  film,
  open,
  via,
}) => {
  const { startMs, endMs, title, employer, postingId } = chapter;
  const seconds = (startMs / 1_000).toFixed(1);
  const place = take.film
    ? placeText(startMs)
    : formatTime(new Date(new Date(take.startsAt).getTime() + startMs));
  return (
    <li>
      <p>
        {take.film ? (
          // A browser opens a film at the time after "t=", so the link also works without JavaScript.
          <a class="button" href={`${film}#t=${seconds}`} data-seek={take.id} data-at={seconds}>
            {place} {title}
          </a>
        ) : (
          <>
            <span class="number">{place}</span> {title}
          </>
        )}
      </p>
      <p class="quiet small">
        {employer} · {REPLAY.length(lengthText(endMs - startMs))}
        {open ? null : ` · ${REPLAY.over}`}
      </p>
      {open ? (
        <p class="row">
          <a href={postingAt(postingId, via)}>
            {REPLAY.details}
            <span class="sr"> {title}</span>
          </a>
          <a href={applyAt(postingId, via)}>
            {REPLAY.apply}
            <span class="sr"> {title}</span>
          </a>
        </p>
      ) : null}
    </li>
  );
};

/** One recording: its film with chapters, and the postings that were explained in it. */
const TakeSection: FC<{
  livestream: LivestreamView;
  take: Take;
  nth: number;
  alone: boolean;
  open: ReadonlySet<string>;
}> = ({ livestream: { id, channel }, take, nth, alone, open }) => {
  const path = `/livestreams/${id}/replay/${take.id}`;
  const [when, length] = [formatTime(take.startsAt), lengthText(take.lengthMs)];
  return (
    <section class="stack">
      <h3>{alone ? REPLAY.one(when, length) : REPLAY.take(nth, when, length)}</h3>
      {take.film ? (
        <div class="screen">
          {/* biome-ignore lint/a11y/useMediaCaption: nobody writes captions; what was said of each posting stands beside as text */}
          <video
            controls
            playsinline
            preload="metadata"
            src={take.url ?? ""}
            aria-label={REPLAY.picture(nth)}
            data-film={take.id}
            data-chapters={JSON.stringify(
              take.chapters.map(({ postingId, title, employer, startMs, endMs }) => ({
                postingId,
                title,
                employer,
                startS: startMs / 1_000,
                endS: endMs / 1_000,
              })),
            )}
          >
            <track kind="chapters" srclang="zh" label={REPLAY.chapters} src={`${path}/chapters`} default />
          </video>
        </div>
      ) : (
        <p class="quiet">{REPLAY.noFilm}</p>
      )}
      {take.chapters.length === 0 ? <p class="quiet">{REPLAY.none}</p> : null}
      <div>
        <ol class="list">
          {take.chapters.map((chapter) => (
            <ChapterItem
              chapter={chapter}
              take={take}
              film={take.url ?? ""}
              open={open.has(chapter.postingId)}
              via={channel}
            />
          ))}
        </ol>
      </div>
    </section>
  );
};

export type ReplayData = { livestream: LivestreamView; replay: Replay; cards: readonly PostingCard[] };

/**
 * The replay of a livestream: its films, and the posting that is explained where the film is. Without
 * JavaScript, the films and the list of chapters are there.
 */
export const ReplaySection: FC<{ shell: Shell; data: ReplayData }> = ({ shell, data }) => {
  const { livestream, replay, cards } = data;
  if (replay.takes.length === 0) return null;
  const open = new Set(cards.map(({ id }) => id));
  const films = replay.takes.some(({ film }) => film);
  return (
    <section class="card stack" id="replay" data-replay>
      <h2>{films ? REPLAY.title : REPLAY.chapters}</h2>
      {films ? <p class="quiet small">{REPLAY.lead}</p> : null}
      <div class="card" data-pinned hidden>
        <p class="quiet small">{REPLAY.now}</p>
        <div data-pinned-body />
      </div>
      <p class="quiet small" data-no-pin hidden>
        {REPLAY.nothing}
      </p>
      {replay.takes.map((take, at) => (
        <TakeSection
          livestream={livestream}
          take={take}
          nth={at + 1}
          alone={replay.takes.length === 1}
          open={open}
        />
      ))}
      {films ? <script type="module" src={asset("player/replay.js")} nonce={shell.nonce} /> : null}
    </section>
  );
};
