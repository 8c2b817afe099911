import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { LIVESTREAMS } from "../../../../text/livestreams/livestream.ts";
import { LivestreamLine } from "../phase-section.tsx";

type LivestreamsData = {
  coming: LivestreamView[];
  past: LivestreamView[];
  next: string | null;
  first: boolean;
};

const List: FC<{ items: readonly LivestreamView[] }> = ({ items }) => (
  <ul class="list">
    {items.map((livestream) => (
      <LivestreamLine livestream={livestream} href={`/livestreams/${livestream.id}`} />
    ))}
  </ul>
);

/** Livestreams on air and coming, soonest first, then past ones, latest first. */
export const LivestreamsPage: FC<{ shell: Shell; data: LivestreamsData }> = ({ shell, data }) => (
  <>
    <h1>{LIVESTREAMS.heading}</h1>
    <p class="quiet">{LIVESTREAMS.lead(shell.site.agreement.shortName)}</p>
    {data.first ? (
      <section>
        <h2>{LIVESTREAMS.coming}</h2>
        {data.coming.length === 0 ? (
          <Empty text={LIVESTREAMS.none}>
            <LinkButton href="/postings">{LIVESTREAMS.toPostings}</LinkButton>
          </Empty>
        ) : (
          <List items={data.coming} />
        )}
      </section>
    ) : null}
    <section>
      <h2>
        {data.past.some(({ phase }) => phase === "cancelled")
          ? LIVESTREAMS.pastOrCancelled
          : LIVESTREAMS.past}
      </h2>
      {data.past.length === 0 ? <p class="quiet">{LIVESTREAMS.nonePast}</p> : <List items={data.past} />}
    </section>
    <Pages shell={shell} next={data.next} />
  </>
);
