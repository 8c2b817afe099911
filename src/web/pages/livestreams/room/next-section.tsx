import type { FC } from "hono/jsx";
import type { Handovers } from "../../../../livestreams/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { HANDOVER } from "../../../text/livestreams/room.ts";
import { Countdown } from "./handover-section.tsx";

/** Patterns of the sentences that client code writes. */
const WORDS = {
  soon: HANDOVER.soon("{city}"),
  next: HANDOVER.next("{city}"),
  follow: HANDOVER.follow("{title}"),
  hint: HANDOVER.followHint,
} as const;

type NextProps = { livestreamId: string; handovers: Handovers };

/** Tells viewers which city comes next, and leads them there once the programme was handed over. */
export const NextSection: FC<NextProps> = ({ livestreamId, handovers: { gives, next } }) => {
  const counts = gives?.state === "counting" || gives?.state === "late";
  const to = next ?? (counts ? gives?.to : null);
  return (
    <div
      data-next={livestreamId}
      data-words={JSON.stringify(WORDS)}
      {...(next ? { "data-to": next.id } : {})}
    >
      {to ? (
        <Notice kind={next ? "done" : "waiting"}>
          <p>
            {gives?.state === "counting" && !next ? (
              <>
                {HANDOVER.soon(to.cityName)} <Countdown leftS={gives.leftS} />
              </>
            ) : (
              HANDOVER.next(to.cityName)
            )}
          </p>
          {next ? (
            <p>
              <LinkButton href={`/livestreams/${to.id}`} kind="primary">
                {HANDOVER.follow(to.title)}
              </LinkButton>
            </p>
          ) : (
            <p class="quiet small">{HANDOVER.followHint}</p>
          )}
        </Notice>
      ) : null}
    </div>
  );
};
