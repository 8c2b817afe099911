import type { FC } from "hono/jsx";
import type { PostingCard as Card } from "../../../postings/index.ts";
import { LinkButton } from "../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../components/posting.tsx";
import type { Shell } from "../../layout.tsx";
import { POSTING } from "../../text/public/pages.ts";

type GoneData = {
  kind: "expired" | "gone";
  title: string;
  employer: string;
  alternatives: Card[];
  names: CodeNames;
  now: Date;
};

/** The 410 page of an expired or removed posting, with similar postings. */
export const GonePage: FC<{ shell: Shell; data: GoneData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{data.kind === "expired" ? POSTING.expiredTitle : POSTING.goneTitle}</h1>
    <p>{(data.kind === "expired" ? POSTING.expiredText : POSTING.goneText)(data.title, data.employer)}</p>
    <h2>{POSTING.alternatives}</h2>
    <ul class="list">
      {data.alternatives.map((posting) => (
        <PostingCard
          posting={posting}
          site={shell.site}
          names={data.names}
          now={data.now}
          here={shell.here}
        />
      ))}
    </ul>
    <LinkButton href="/postings">{POSTING.alternatives}</LinkButton>
  </div>
);
