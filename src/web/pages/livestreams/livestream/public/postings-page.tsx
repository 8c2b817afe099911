import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { LIVESTREAM } from "../../../../text/livestreams/livestream.ts";
import { WATCH } from "../../../../text/livestreams/watch.ts";
import { LivestreamPhase } from "../phase-section.tsx";
import { Postings, type PostingsData } from "./postings-section.tsx";

type Data = PostingsData & { livestream: LivestreamView };

/** All postings of a livestream by page, with a search. */
export const PostingsPage: FC<{ shell: Shell; data: Data }> = ({ shell, data }) => {
  const { livestream, shown } = data;
  return (
    <div class="narrow">
      <h1>
        <a href={`/livestreams/${livestream.id}`}>{livestream.title}</a>
      </h1>
      <p>
        <LivestreamPhase livestream={livestream} />
      </p>
      <h2>{LIVESTREAM.postings}</h2>
      <Postings shell={shell} data={data} />
      <p class="row">
        {shown.first && !shown.q ? null : (
          <LinkButton href={`/livestreams/${livestream.id}/postings`}>{WATCH.all(shown.all)}</LinkButton>
        )}
        <LinkButton href={`/livestreams/${livestream.id}`}>{WATCH.back}</LinkButton>
      </p>
    </div>
  );
};
