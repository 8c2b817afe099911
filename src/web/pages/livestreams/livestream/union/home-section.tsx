import type { FC } from "hono/jsx";
import type { HomeNode } from "../../../../../federation/index.ts";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";
import { homeOf } from "../phase-section.tsx";

/** Path of the control room with one livestream. */
const roomAt = (id: string): string => `/union/livestream-room?of=${id}`;

/** A link to the control room of a livestream at its home, if the address of that node is known. */
export const HomeRoom: FC<{ id: string; home: HomeNode | null }> = ({ id, home }) =>
  home?.url ? <a href={`${home.url}${roomAt(id)}`}>{UNION_LIVESTREAMS.homeRoom(home.cityName)}</a> : null;

/** Says on an officers' page of a copy that its home alone controls it, and leads there. */
export const HomeNotice: FC<{ livestream: LivestreamView; home: HomeNode | null }> = ({
  livestream,
  home,
}) =>
  livestream.hostedHere ? null : (
    <Notice>
      <p>{UNION_LIVESTREAMS.byAnother(homeOf(livestream))}</p>
      <p>
        <HomeRoom id={livestream.id} home={home} />
      </p>
    </Notice>
  );
