import type { FC } from "hono/jsx";
import { Pages } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { QUESTIONS } from "../../../../text/livestreams/questions.ts";
import { LivestreamPhase } from "../../livestream/phase-section.tsx";
import type { QuestionsData } from "./asked.ts";
import { Asking, Elsewhere, Lead, Passed } from "./question-section.tsx";

/** All questions of a livestream by page, and the form. A refused form is shown again here. */
export const QuestionsPage: FC<{ shell: Shell; data: QuestionsData; first: boolean }> = ({
  shell,
  data,
  first,
}) => {
  const { livestream, passed, open } = data;
  return (
    <div class="narrow">
      <h1>
        <a href={`/livestreams/${livestream.id}`}>{livestream.title}</a>
      </h1>
      <p>
        <LivestreamPhase livestream={livestream} />
      </p>
      <h2>{QUESTIONS.heading}</h2>
      {open ? (
        <Lead data={data} />
      ) : livestream.hostedHere || livestream.overAt ? (
        <p class="quiet">{QUESTIONS.closed}</p>
      ) : (
        <Elsewhere data={data} />
      )}
      {first ? <Asking shell={shell} data={data} /> : null}
      <Passed data={data} />
      <Pages shell={shell} next={passed.nextCursor} />
      <LinkButton href={`/livestreams/${livestream.id}#questions`}>{QUESTIONS.back}</LinkButton>
    </div>
  );
};
