import type { FC } from "hono/jsx";
import type { LivestreamView, QuestionView } from "../../../../../livestreams/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { ENTERPRISE_LIVESTREAMS as TEXT } from "../../../../text/livestreams/livestream-enterprise.ts";
import { Question } from "../../questions/public/question-section.tsx";
import { LivestreamLine } from "../phase-section.tsx";

export type EnterpriseLivestreamsData = {
  enterpriseId: string;
  /** Address of this page for the enterprise, with a query. */
  path: string;
  livestreams: readonly LivestreamView[];
  /** Applications that came by each livestream, by its id. */
  figures: ReadonlyMap<string, { applications: number; starts: number }>;
  questions: readonly QuestionView[];
  /** Cursors of the next pages. */
  next: string | null;
  nextQuestions: string | null;
  first: boolean;
};

const ToAnswer: FC<{ question: QuestionView }> = ({ question }) => (
  <li class="card">
    <Question question={question} plain />
    {question.title ? <p class="quiet small">{TEXT.about(question.title)}</p> : null}
    <LinkButton href={`/enterprise/postings/${question.postingId}/questions#q-${question.id}`} kind="primary">
      {TEXT.answer}
      <span class="sr"> {question.text}</span>
    </LinkButton>
  </li>
);

/** Questions for an enterprise to answer, and the livestreams that show its postings, with their figures. */
export const EnterpriseLivestreamsPage: FC<{ shell: Shell; data: EnterpriseLivestreamsData }> = ({
  shell,
  data,
}) => {
  const { enterpriseId, path, livestreams, figures, questions, next, nextQuestions, first } = data;
  return (
    <>
      <h1>{TEXT.heading}</h1>
      <p class="quiet">{TEXT.lead}</p>
      {first ? (
        <section>
          <h2>{TEXT.questions}</h2>
          {questions.length === 0 ? <p class="quiet">{TEXT.noQuestions}</p> : null}
          <ul class="list">
            {questions.map((question) => (
              <ToAnswer question={question} />
            ))}
          </ul>
          {nextQuestions ? (
            <p>
              <a href={`${path}&questions=${encodeURIComponent(nextQuestions)}`}>{TEXT.moreQuestions}</a>
            </p>
          ) : null}
        </section>
      ) : null}
      <section>
        <h2>{TEXT.shown}</h2>
        {livestreams.length === 0 ? <Empty text={TEXT.none} /> : null}
        <ul class="list">
          {livestreams.map((livestream) => (
            <LivestreamLine livestream={livestream} href={`/livestreams/${livestream.id}`}>
              {livestream.onAirAt ? (
                <p>
                  <a
                    href={`/enterprise/livestreams/${livestream.id}/applications?enterprise=${enterpriseId}`}
                  >
                    {TEXT.figures(figures.get(livestream.id) ?? { applications: 0, starts: 0 })}
                  </a>
                </p>
              ) : null}
            </LivestreamLine>
          ))}
        </ul>
        <Pages shell={shell} next={next} />
      </section>
    </>
  );
};
