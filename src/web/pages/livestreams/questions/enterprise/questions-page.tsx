import type { FC } from "hono/jsx";
import type { QuestionView } from "../../../../../livestreams/index.ts";
import { Empty, Notice, Pages } from "../../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { POSTING_QUESTIONS, UNION_QUESTIONS } from "../../../../text/livestreams/questions.ts";
import { AnswerField, type RefusedAnswer } from "../answer-form.tsx";
import { Answer, Question } from "../public/question-section.tsx";

export type EnterpriseQuestionsData = {
  posting: { id: string; title: string };
  items: QuestionView[];
  next: string | null;
  refused: string | null;
  answer: RefusedAnswer | null;
};

type Props = { shell: Shell; data: EnterpriseQuestionsData };

const Item: FC<Props & { question: QuestionView }> = ({ shell, data, question }) => {
  const refused = data.answer?.questionId === question.id ? data.answer : null;
  const own = question.answer?.from === "enterprise";
  return (
    <li class="card" id={`q-${question.id}`}>
      <Question question={question} plain>
        <Answer question={question} />
      </Question>
      <details open={refused !== null || !own}>
        <summary class="button">
          {UNION_QUESTIONS.answer}
          <span class="sr"> {question.text}</span>
        </summary>
        <Form action={`/enterprise/postings/${data.posting.id}/questions`} csrf={shell.csrf}>
          <input type="hidden" name="question" value={question.id} />
          <AnswerField question={question} refused={refused} />
          <div class="row">
            <Button name="act" value="answer" kind="primary">
              {UNION_QUESTIONS.save}
            </Button>
            {own ? (
              <Button name="act" value="withdrawAnswer">
                {UNION_QUESTIONS.withdraw}
              </Button>
            ) : null}
          </div>
        </Form>
      </details>
    </li>
  );
};

/** Questions of viewers about a posting, for the members of its enterprise to answer. */
export const EnterpriseQuestionsPage: FC<Props> = ({ shell, data }) => {
  const { posting, items, next, refused } = data;
  return (
    <div class="narrow">
      <h1>{POSTING_QUESTIONS.title}</h1>
      <p>
        <a href={`/enterprise/postings/${posting.id}`}>{posting.title}</a>
      </p>
      {refused ? <Notice kind="warning">{refused}</Notice> : null}
      <p class="quiet">{POSTING_QUESTIONS.enterpriseLead}</p>
      {items.length === 0 ? <Empty text={POSTING_QUESTIONS.none} /> : null}
      <ul class="list">
        {items.map((question) => (
          <Item shell={shell} data={data} question={question} />
        ))}
      </ul>
      <Pages shell={shell} next={next} />
      <LinkButton href={`/enterprise/postings/${posting.id}`}>{POSTING_QUESTIONS.back}</LinkButton>
    </div>
  );
};
