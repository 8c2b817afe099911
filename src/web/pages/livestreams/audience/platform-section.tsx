import type { FC } from "hono/jsx";
import type { LivestreamView, PlatformFigure } from "../../../../livestreams/index.ts";
import { Facts } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { formatTime } from "../../../text/format.ts";
import { PLATFORM_FIGURES, PLATFORM_MEASURE } from "../../../text/livestreams/audience.ts";
import { LINK_PLATFORM } from "../../../text/livestreams/livestream.ts";

/** The figures of other platforms that hold, each with its source. They are never added to ours. */
export const PlatformSection: FC<{ livestream: LivestreamView; figures: readonly PlatformFigure[] }> = ({
  livestream: { id, hostedHere },
  figures,
}) => (
  <section class="card stack" id="platform-figures">
    <h2>{PLATFORM_FIGURES.title}</h2>
    {figures.length === 0 ? (
      <p class="quiet">{PLATFORM_FIGURES.none}</p>
    ) : (
      <>
        <Facts
          items={figures.map(({ platform, measure, value, source, asOf }) => ({
            term: `${LINK_PLATFORM[platform]}${PLATFORM_MEASURE[measure]}`,
            value: (
              <>
                {PLATFORM_FIGURES.amount(measure, value)}
                <br />
                <span class="quiet small">{PLATFORM_FIGURES.from(source, formatTime(asOf))}</span>
              </>
            ),
          }))}
        />
        <p class="quiet small">{PLATFORM_FIGURES.apart}</p>
      </>
    )}
    {hostedHere ? (
      <p>
        <LinkButton href={`/union/livestreams/${id}/platform-figures`}>{PLATFORM_FIGURES.link}</LinkButton>
      </p>
    ) : null}
  </section>
);
