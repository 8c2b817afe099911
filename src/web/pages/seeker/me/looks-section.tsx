import type { FC } from "hono/jsx";
import type { CardView } from "../../../../candidates/index.ts";
import { Timeline } from "../../../components/blocks.tsx";
import { formatTime } from "../../../text/format.ts";
import { LOOKS } from "../../../text/seeker.ts";

/**
 * Lists the looks at the person's card or phone: reader, role, organisation, reason, time and what was shown.
 */
export const Looks: FC<{ items: readonly CardView[] }> = ({ items }) =>
  items.length === 0 ? (
    <p class="quiet">{LOOKS.none}</p>
  ) : (
    <Timeline
      items={items.map((look) => ({
        when: formatTime(look.at),
        text: LOOKS.viewer(look),
        note: LOOKS.detail(look),
      }))}
    />
  );
