import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";
import { ROOM } from "../../../../text/livestreams/room.ts";
import { LivestreamLine } from "../phase-section.tsx";

type UnionLivestreamsData = {
  own: LivestreamView[];
  next: string | null;
  /** True for an officer of a whole city, who may make a livestream. */
  hosts: boolean;
};

/** The livestreams that the officer's city organises, latest start first. */
export const UnionLivestreamsPage: FC<{ shell: Shell; data: UnionLivestreamsData }> = ({ shell, data }) => (
  <>
    <h1>{UNION_LIVESTREAMS.heading}</h1>
    <p class="row">
      {data.hosts ? (
        <LinkButton href="/union/livestreams/new" kind="primary">
          {UNION_LIVESTREAMS.add}
        </LinkButton>
      ) : null}
      <LinkButton href="/union/livestream-room">{ROOM.title}</LinkButton>
    </p>
    <h2>{UNION_LIVESTREAMS.own}</h2>
    {data.own.length === 0 ? <Empty text={UNION_LIVESTREAMS.none} /> : null}
    <ul class="list">
      {data.own.map((livestream) => (
        <LivestreamLine livestream={livestream} href={`/union/livestreams/${livestream.id}`} />
      ))}
    </ul>
    <Pages shell={shell} next={data.next} />
  </>
);
