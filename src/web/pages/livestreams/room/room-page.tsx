import type { FC } from "hono/jsx";
import type { HomeNode } from "../../../../federation/index.ts";
import type { Room } from "../../../../livestreams/index.ts";
import { Empty } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { ROOM } from "../../../text/livestreams/room.ts";
import { HomeRoom } from "../livestream/union/home-section.tsx";
import { StreamSection } from "./stream-section.tsx";

export type RoomData = {
  room: Room;
  /** Livestreams that other nodes control, with the nodes of their homes. */
  elsewhere: (Room["elsewhere"][number] & { home: HomeNode | null })[];
  /** The chosen livestreams as the address names them; empty for those that come first. */
  of: string;
  /** The refused step, if any: the livestream and the sentence. */
  refused: { id: string; sentence: string } | null;
  /** Address of the live events; null where there are none. */
  events: string | null;
};

const PATH = "/union/livestream-room";

/** Links to each livestream of the room. A phone keeps them on top. */
const Tabs: FC<{ data: RoomData }> = ({ data: { room } }) => (
  <nav class="tabs" aria-label={ROOM.jump}>
    {room.streams.map(({ livestream }, at) => (
      <a class="button" href={`#s-${livestream.id}`}>
        {at + 1} {livestream.title}
      </a>
    ))}
  </nav>
);

/** The choice of one livestream alone. */
const Choice: FC<{ data: RoomData }> = ({ data: { room, of } }) =>
  room.offered.length > 1 ? (
    <details class="sheet">
      <summary>{ROOM.chosen}</summary>
      <ul class="list">
        {room.offered.map(({ id, title }) => (
          <li>
            <a href={`${PATH}?of=${id}`}>{title}</a>
          </li>
        ))}
        {of ? (
          <li>
            <a href={PATH}>{ROOM.everything}</a>
          </li>
        ) : null}
      </ul>
    </details>
  ) : null;

const Keys: FC = () => (
  <details class="sheet keys">
    <summary>{ROOM.keysTitle}</summary>
    <dl class="row">
      {ROOM.keys.map(([key, text]) => (
        <div>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  </details>
);

/** Livestreams of other nodes, with links to the control rooms of their homes. */
const Elsewhere: FC<{ data: RoomData }> = ({ data: { elsewhere } }) =>
  elsewhere.length === 0 ? null : (
    <section class="card">
      <h2>{ROOM.elsewhere}</h2>
      <p class="quiet">{ROOM.elsewhereLead}</p>
      <ul class="list">
        {elsewhere.map(({ id, title, home }) => (
          <li>
            <a href={`/union/livestreams/${id}`}>{title}</a>
            <br />
            <HomeRoom id={id} home={home} />
          </li>
        ))}
      </ul>
    </section>
  );

/** The control room: up to five livestreams side by side on a desk, one below the other on a phone. */
export const RoomPage: FC<{ shell: Shell; data: RoomData }> = ({ shell, data }) => {
  const { room, of, refused, events } = data;
  return (
    <div
      class="room"
      data-room={of ? `${PATH}?of=${of}` : PATH}
      data-events={events ?? ""}
      data-close={ROOM.closePicture}
      data-open={ROOM.picture}
    >
      <h1>{ROOM.title}</h1>
      {room.streams.length === 0 ? (
        <Empty text={ROOM.none}>
          <LinkButton href="/union/livestreams">{ROOM.toList}</LinkButton>
        </Empty>
      ) : (
        <>
          <p class="quiet small">{ROOM.lead}</p>
          <noscript>
            <p>
              {ROOM.plain} <a href={of ? `${PATH}?of=${of}` : PATH}>{ROOM.refresh}</a>
            </p>
          </noscript>
          <div class="aids">
            <Choice data={data} />
            <Keys />
          </div>
          <Tabs data={data} />
          <div class="streams">
            {room.streams.map((stream, at) => (
              <StreamSection
                shell={shell}
                stream={stream}
                n={at + 1}
                of={of}
                refused={refused?.id === stream.livestream.id ? refused.sentence : null}
              />
            ))}
          </div>
        </>
      )}
      <Elsewhere data={data} />
      <div data-fresh="count" data-count={String(room.streams.length)} />
      <script type="module" src={asset("room/room.js")} nonce={shell.nonce} />
    </div>
  );
};
