import type { FC } from "hono/jsx";
import type { RoomStream } from "../../../../livestreams/index.ts";
import { Facts, Notice, Status } from "../../../components/blocks.tsx";
import { Button, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { PLAYER } from "../../../text/livestreams/livestream.ts";
import { STANDING } from "../../../text/livestreams/programme.ts";
import { ROOM } from "../../../text/livestreams/room.ts";
import { SIGNAL_FAULT } from "../../../text/livestreams/signal.ts";
import { LivestreamPhase } from "../livestream/phase-section.tsx";
import { HandoverSection } from "./handover-section.tsx";
import { RoomForm } from "./room-form.tsx";

type StreamProps = {
  shell: Shell;
  stream: RoomStream;
  /** Number of the livestream in the room, which is its key. */
  n: number;
  of: string;
  refused: string | null;
};

const PINS: ReadonlySet<string> = new Set(["waiting", "rehearsal", "live", "interrupted"]);

/** State of the picture in words. */
function pictureText({ livestream, source }: RoomStream): string {
  if (livestream.control?.signal) return ROOM.moving;
  if (!source) return ROOM.noSource;
  return source.fault ? `${ROOM.still}：${SIGNAL_FAULT[source.fault]}` : ROOM.still;
}

/** The people who watch. Nobody is counted before a livestream is on air. */
function onlineText({ livestream, online }: RoomStream): string {
  if (online) return ROOM.people(online.picture, online.text);
  return livestream.phase === "live" || livestream.phase === "interrupted"
    ? ROOM.people(0, 0)
    : ROOM.notOnAir;
}

const Figures: FC<{ stream: RoomStream }> = ({ stream }) => {
  const { figures } = stream;
  const { delayMs, bitrateKbps, applications, applicationsLastMin } = figures;
  return (
    <Facts
      items={[
        { term: ROOM.source, value: pictureText(stream) },
        { term: ROOM.delay, value: delayMs === null ? ROOM.unknown : ROOM.delayS(delayMs) },
        { term: ROOM.bitrate, value: bitrateKbps === null ? ROOM.unknown : ROOM.kbps(bitrateKbps) },
        { term: ROOM.online, value: onlineText(stream) },
        { term: ROOM.applications, value: ROOM.perMinute(applicationsLastMin, applications) },
      ]}
    />
  );
};

type PartProps = Omit<StreamProps, "n" | "refused">;

/** The posting that is being explained, and the steps of the programme. */
const Pinned: FC<PartProps> = ({ shell, stream, of }) => {
  const { livestream, items } = stream;
  const { id, pin, phase } = livestream;
  const pinned = items.find(({ postingId }) => postingId === pin?.postingId);
  return (
    <>
      <p>
        <span class="quiet small">{ROOM.pinned}</span> <b>{pinned ? pinned.title : ROOM.nothing}</b>
      </p>
      {PINS.has(phase) && items.length > 0 ? (
        <RoomForm shell={shell} id={id} of={of}>
          <input type="hidden" name="from" value={pin?.postingId ?? ""} />
          <input type="hidden" name="pin" value={pin?.id ?? ""} />
          <div class="row">
            <button class="button primary" type="submit" name="act" value="next" data-key="n">
              {ROOM.next}
            </button>
            {pinned ? (
              <button class="button" type="submit" name="act" value="unpin" data-key="u">
                {ROOM.unpin}
              </button>
            ) : null}
          </div>
        </RoomForm>
      ) : null}
    </>
  );
};

const Sheet: FC<PartProps> = ({ shell, stream, of }) => {
  const { livestream, items } = stream;
  const { id, pin, phase } = livestream;
  if (items.length === 0) return <p class="quiet">{ROOM.emptySheet}</p>;
  return (
    <RoomForm shell={shell} id={id} of={of}>
      <input type="hidden" name="act" value="pin" />
      <ol class="rundown" tabindex={0} aria-label={ROOM.sheet}>
        {items.map(({ postingId, title, employer, standing }) => {
          const current = postingId === pin?.postingId;
          return (
            <li data-item={postingId} {...(current ? { "aria-current": "true" as const } : {})}>
              <span>
                {title} <span class="quiet small">{employer}</span>
              </span>
              {current ? <Status kind="done">{ROOM.pinned}</Status> : null}
              {standing === "live" ? null : <Status kind="stopped">{STANDING[standing]}</Status>}
              {PINS.has(phase) && standing === "live" && !current ? (
                <button class="button" type="submit" name="posting" value={postingId}>
                  {ROOM.pin}
                  <span class="sr"> {title}</span>
                </button>
              ) : null}
            </li>
          );
        })}
      </ol>
    </RoomForm>
  );
};

/** On air, again on air, and the end. The end is behind a fold, so that no slip ends a livestream. */
const Life: FC<PartProps> = ({ shell, stream, of }) => {
  const { id, control } = stream.livestream;
  const actions = control?.actions ?? [];
  const start = (["goOnAir", "resume"] as const).find((action) => actions.includes(action));
  return start ? (
    <RoomForm shell={shell} id={id} of={of}>
      <Button kind="primary" name="act" value={start}>
        {ROOM[start]}
      </Button>
    </RoomForm>
  ) : null;
};

const More: FC<PartProps> = ({ shell, stream, of }) => {
  const { id, control } = stream.livestream;
  const path = `/union/livestreams/${id}`;
  return (
    <details class="sheet">
      <summary>{ROOM.more}</summary>
      <p class="row">
        <LinkButton href={`${path}/claims`}>{ROOM.claims}</LinkButton>
        <LinkButton href={`${path}/questions`}>{ROOM.questions}</LinkButton>
        <LinkButton href={`${path}/presenter`}>{ROOM.presenter}</LinkButton>
        <LinkButton href={`${path}/standby`}>{ROOM.standby}</LinkButton>
        <LinkButton href={`${path}/run-sheet`}>{ROOM.sheet}</LinkButton>
        <LinkButton href={path}>{ROOM.union}</LinkButton>
      </p>
      {control?.actions.includes("end") ? (
        <RoomForm shell={shell} id={id} of={of}>
          <p class="quiet small">{ROOM.endHint}</p>
          <Button kind="danger" name="act" value="end">
            {ROOM.end}
          </Button>
        </RoomForm>
      ) : null}
    </details>
  );
};

/** One livestream of the control room. Client code renews each part with `data-fresh` by itself. */
export const StreamSection: FC<StreamProps> = ({ shell, stream, n, of, refused }) => {
  const { livestream, source } = stream;
  const { id } = livestream;
  const part = { shell, stream, of };
  return (
    <section class="card stream" id={`s-${id}`} data-column={String(n)} aria-labelledby={`t-${id}`}>
      <div data-fresh={`head-${id}`}>
        <h2 id={`t-${id}`}>
          {n}. {livestream.cities[0]?.name ?? ""} <span class="title">{livestream.title}</span>
        </h2>
        <p>
          <LivestreamPhase livestream={livestream} />
        </p>
        {refused ? <Notice kind="warning">{refused}</Notice> : null}
      </div>
      {source ? (
        <div class="screen" data-playlist={source.playlist} data-words={JSON.stringify(PLAYER)}>
          <div data-screen />
          <button class="button" type="button" data-look hidden>
            {ROOM.picture}
          </button>
          <p class="quiet small" data-say role="status" />
        </div>
      ) : null}
      <div data-fresh={`figures-${id}`}>
        <Figures stream={stream} />
      </div>
      <div data-fresh={`life-${id}`}>
        <Life {...part} />
      </div>
      <div data-fresh={`pin-${id}`}>
        <Pinned {...part} />
      </div>
      <div data-fresh={`sheet-${id}`}>
        <Sheet {...part} />
      </div>
      <div data-fresh={`handover-${id}`}>
        <HandoverSection {...part} />
      </div>
      <div data-fresh={`more-${id}`}>
        <More {...part} />
      </div>
    </section>
  );
};
