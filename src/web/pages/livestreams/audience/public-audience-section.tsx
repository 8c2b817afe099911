import type { FC } from "hono/jsx";
import type { AudienceView } from "../../../../livestreams/index.ts";
import { AUDIENCE } from "../../../text/livestreams/audience.ts";

/**
 * The number of people who are there now, or were there in all, in one sentence with the method. For the
 * public.
 */
export const AudienceLine: FC<{ audience: AudienceView }> = ({ audience: { online, totals } }) => {
  const said = online
    ? AUDIENCE.now(online.picture, online.text)
    : totals && totals.people.picture + totals.people.text > 0
      ? AUDIENCE.inAll(totals.people.picture, totals.people.text, totals.peak.picture?.people ?? 0)
      : null;
  if (said === null) return null;
  return (
    <section class="stack" {...(online ? { "data-until-over": "" } : {})}>
      <p>
        <b>{said}</b>
      </p>
      <details class="sheet">
        <summary>{AUDIENCE.how}</summary>
        <p>{AUDIENCE.method}</p>
      </details>
    </section>
  );
};
