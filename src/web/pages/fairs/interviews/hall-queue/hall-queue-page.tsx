import type { FC } from "hono/jsx";
import type { HallQueue, hallQueue } from "../../../../../fairs/index.ts";
import { asset } from "../../../../static/index.ts";
import { formatEstimate, HALL } from "../../../../text/fairs/interviews.ts";
import { formatTime } from "../../../../text/format.ts";
import { Screen } from "../../board/screen-section.tsx";
import { type HallScreen, isBusy, REFRESH_S } from "./hall-screen.ts";

type Line = HallQueue["booths"][number];
type HallProps = {
  hall: Awaited<ReturnType<typeof hallQueue>>;
  screen: HallScreen;
  /** True on a wall, where nobody can scroll. */
  wall: boolean;
  nonce: string;
};

/** Number of measured talks from which an estimate stands on the screen. */
const MEASURED_MIN = 3;

/** The numbers that a booth calls; else those whom it talks with, or the next one. */
const Main: FC<{ line: Line }> = ({ line: { called, serving, next } }) => {
  const [text, numbers] = called.length
    ? [HALL.called, called]
    : serving.length
      ? [HALL.serving, serving]
      : [HALL.next, next.slice(0, 1)];
  return (
    <p class="called">
      {text} <b>{HALL.numbers(numbers)}</b>
    </p>
  );
};

const BoothQueue: FC<{ line: Line }> = ({ line }) => {
  const { called, serving, waiting } = line;
  const next = called.length + serving.length > 0 ? line.next : line.next.slice(1);
  const more = [
    called.length > 0 && serving.length > 0 ? `${HALL.serving} ${serving.join(" ")}` : "",
    next.length > 0 ? `${HALL.behind} ${HALL.numbers(next)}` : "",
    waiting > 0 ? HALL.waiting(waiting) : "",
    line.estimate && line.estimate.measured >= MEASURED_MIN ? HALL.wait(formatEstimate(line.estimate)) : "",
  ].filter(Boolean);
  return (
    <li class={called.length > 0 ? "calling" : ""}>
      <h2 class="booth">{line.booth}</h2>
      <p class="firm">{line.enterprise}</p>
      <Main line={line} />
      <p class="more">{more.join(" · ")}</p>
    </li>
  );
};

/** The calls of all booths, those outside the shown part as well, with the words to speak. */
const Calls: FC<{ booths: readonly Line[] }> = ({ booths }) => (
  <div hidden>
    {booths.flatMap(({ booth, enterprise, called }) =>
      called.map((n) => (
        <span data-call={`${booth} ${n}`} data-say={HALL.say(n, booth, enterprise)}>
          {n}
        </span>
      )),
    )}
  </div>
);

const Idle: FC<{ booths: readonly Line[]; wall: boolean }> = ({ booths, wall }) => {
  const idle = booths.filter((line) => !isBusy(line)).map(({ booth }) => booth);
  if (idle.length === 0) return null;
  return <p class="idle">{wall ? HALL.quietCount(idle.length) : HALL.quiet(idle)}</p>;
};

const Head: FC<{ nonce: string }> = ({ nonce }) => (
  <>
    <link rel="stylesheet" href={asset("hall/queue.css")} />
    <script type="module" src={asset("hall/queue.js")} nonce={nonce} />
    <noscript>
      <meta http-equiv="refresh" content={String(REFRESH_S)} />
    </noscript>
  </>
);

/** The line about the connection, and the button for the sound. The script shows the button. */
const Foot: FC = () => (
  <>
    <span data-line role="status">
      {HALL.plain}
    </span>
    <button
      type="button"
      data-sound
      data-on={HALL.soundOn}
      data-off={HALL.soundOff}
      data-first={HALL.soundFirst}
      aria-pressed="false"
      hidden
    >
      {HALL.soundOn}
    </button>
  </>
);

/** The queues of a hall on a screen of its own, without the site's navigation and without its viewer. */
export const HallQueuePage: FC<HallProps> = ({ hall, screen: { shown, page, pages }, wall, nonce }) => {
  const { booths, venueName, fair, now } = hall;
  return (
    <Screen
      fair={fair}
      title={`${HALL.title} · ${venueName}`}
      heading={`${venueName} · ${HALL.title}`}
      head={<Head nonce={nonce} />}
      live={{ "data-queue": "", "data-live": HALL.live, "data-lost": HALL.lost }}
      foot={<Foot />}
    >
      <div class="queues" data-fresh="queue">
        <ul class="queue">
          {shown.map((line) => (
            <BoothQueue line={line} />
          ))}
        </ul>
        {shown.length === 0 ? <p class="idle">{booths.length === 0 ? HALL.empty : HALL.nobody}</p> : null}
        <Idle booths={booths} wall={wall} />
        <p class="idle">
          {HALL.at(formatTime(now))}
          {pages > 1 ? ` · ${HALL.screen(page + 1, pages)}` : ""}
        </p>
        <Calls booths={booths} />
      </div>
    </Screen>
  );
};
