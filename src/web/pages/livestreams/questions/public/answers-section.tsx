import type { FC } from "hono/jsx";
import type { AnswerList } from "../../../../../livestreams/index.ts";
import { POSTING_QUESTIONS, QUESTIONS } from "../../../../text/livestreams/questions.ts";

/** Questions about a posting that its enterprise answered in writing, on the posting's page. */
export const PostingAnswers: FC<{ answers: AnswerList }> = ({ answers: { items } }) =>
  items.length === 0 ? null : (
    <section class="card" id="answers">
      <h2>{POSTING_QUESTIONS.heading}</h2>
      <p class="quiet small">{POSTING_QUESTIONS.lead}</p>
      <ul class="list">
        {items.map(({ text, answer, askers }) => (
          <li>
            <p>
              <b>{text}</b> {askers > 1 ? <span class="quiet small">{QUESTIONS.askers(askers)}</span> : null}
            </p>
            <p>
              <b>{QUESTIONS.answers.enterprise}</b> {answer}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
