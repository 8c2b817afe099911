import type { Child, FC } from "hono/jsx";
import type { HomeNode } from "../../../../../federation/index.ts";
import {
  type LivestreamView,
  type QuestionList,
  type QuestionView,
  REJECT_REASONS,
} from "../../../../../livestreams/index.ts";
import { Empty, Notice, Pages, Status } from "../../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { formatTime } from "../../../../text/format.ts";
import { QUESTIONS, REJECTION, UNION_QUESTIONS } from "../../../../text/livestreams/questions.ts";
import { LivestreamPhase } from "../../livestream/phase-section.tsx";
import { HomeNotice } from "../../livestream/union/home-section.tsx";
import { AnswerField, type RefusedAnswer } from "../answer-form.tsx";
import { Answer, Question } from "../public/question-section.tsx";

export const CONTROL_LISTS = ["held", "passed", "chosen", "rejected"] as const;
export type ControlList = (typeof CONTROL_LISTS)[number];

export type ControlData = {
  livestream: LivestreamView;
  /** The node of its home city; null if that is this one. */
  home: HomeNode | null;
  which: ControlList;
  questions: QuestionList;
  refused: string | null;
  /** An answer that was not taken, at its question. */
  answer: RefusedAnswer | null;
};

type ItemProps = { shell: Shell; data: ControlData; question: QuestionView };

/** A form about one question. Its buttons say what is done. */
const QuestionForm: FC<ItemProps & { children?: Child }> = ({ shell, data, question, children }) => (
  <Form action={`/union/livestreams/${data.livestream.id}/questions`} csrf={shell.csrf}>
    <input type="hidden" name="question" value={question.id} />
    <input type="hidden" name="which" value={data.which} />
    {children}
  </Form>
);

const Act: FC<ItemProps & { act: string; text: string; primary?: boolean }> = (props) => (
  <QuestionForm {...props}>
    <Button name="act" value={props.act} {...(props.primary ? { kind: "primary" as const } : {})}>
      {props.text}
      <span class="sr"> {props.question.text}</span>
    </Button>
  </QuestionForm>
);

/** One button for each reason, under a fold. */
const Reject: FC<ItemProps> = (props) => (
  <details>
    <summary class="button">
      {UNION_QUESTIONS.reject}
      <span class="sr"> {props.question.text}</span>
    </summary>
    <QuestionForm {...props}>
      <input type="hidden" name="act" value="reject" />
      <p class="quiet small">{UNION_QUESTIONS.why}</p>
      <div class="row">
        {REJECT_REASONS.map((reason) => (
          <Button name="reason" value={reason}>
            {REJECTION[reason]}
          </Button>
        ))}
      </div>
    </QuestionForm>
  </details>
);

const Write: FC<ItemProps> = (props) => {
  const { question, data } = props;
  const refused = data.answer?.questionId === question.id ? data.answer : null;
  return (
    <details open={refused !== null}>
      <summary class="button">
        {UNION_QUESTIONS.answer}
        <span class="sr"> {question.text}</span>
      </summary>
      <QuestionForm {...props}>
        <AnswerField question={question} refused={refused} />
        <Button name="act" value="answer" kind="primary">
          {UNION_QUESTIONS.save}
        </Button>
      </QuestionForm>
    </details>
  );
};

/** Puts the question on the presenter's page, or takes it off. */
const Choose: FC<ItemProps> = (props) => {
  const { chosenAt, text } = props.question;
  return (
    <QuestionForm {...props}>
      <input type="hidden" name="chosen" value={chosenAt ? "no" : "yes"} />
      <Button name="act" value="choose">
        {chosenAt ? UNION_QUESTIONS.unchoose : UNION_QUESTIONS.choose}
        <span class="sr"> {text}</span>
      </Button>
    </QuestionForm>
  );
};

const Steps: FC<ItemProps> = (props) => {
  const { state, answer, onAirAt } = props.question;
  if (state === "held" || state === "rejected")
    return (
      <div class="row">
        <Act {...props} act="pass" text={UNION_QUESTIONS.pass} primary />
        {state === "held" ? <Reject {...props} /> : null}
      </div>
    );
  return (
    <div class="stack">
      <div class="row">
        {onAirAt ? null : <Act {...props} act="onAir" text={UNION_QUESTIONS.onAir} primary />}
        {state === "passed" ? <Choose {...props} /> : null}
        {answer ? <Act {...props} act="withdrawAnswer" text={UNION_QUESTIONS.withdraw} /> : null}
      </div>
      {answer?.from === "enterprise" ? null : <Write {...props} />}
      {state === "passed" ? <Reject {...props} /> : null}
    </div>
  );
};

const Item: FC<ItemProps> = (props) => {
  const { question, data } = props;
  return (
    <li class="card" id={`q-${question.id}`}>
      <Question question={question}>
        <p class="quiet small">
          {question.name ? `${UNION_QUESTIONS.by(question.name)} · ` : ""}
          {QUESTIONS.askers(question.askers)} · {formatTime(question.askedAt)}
        </p>
        {question.reason ? (
          <p>
            <Status kind="stopped">{UNION_QUESTIONS.rejectedFor(REJECTION[question.reason])}</Status>
          </p>
        ) : null}
        {question.chosenAt && question.state === "passed" ? (
          <p>
            <Status kind="waiting">{UNION_QUESTIONS.chosen}</Status>
          </p>
        ) : null}
        <Answer question={question} />
      </Question>
      {data.livestream.hostedHere ? <Steps {...props} /> : null}
    </li>
  );
};

/** Number of questions in a list. Passed ones are counted with or without an answer. */
const countOf = ({ counts }: QuestionList, list: ControlList): number =>
  (counts[list] ?? 0) + (list === "passed" ? (counts.answered ?? 0) : 0);

/** The questions of a livestream for the officers of its organising cities. */
export const ControlPage: FC<{ shell: Shell; data: ControlData }> = ({ shell, data }) => {
  const { livestream, which, questions, refused } = data;
  const path = `/union/livestreams/${livestream.id}/questions?which=`;
  return (
    <div class="narrow">
      <h1>{UNION_QUESTIONS.title}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}`}>{livestream.title}</a>{" "}
        <LivestreamPhase livestream={livestream} />
      </p>
      {refused ? <Notice kind="warning">{refused}</Notice> : null}
      <HomeNotice livestream={livestream} home={data.home} />
      <p class="quiet">{UNION_QUESTIONS.lead}</p>
      <ul class="chips">
        {CONTROL_LISTS.map((list) => (
          <li>
            <a
              class="chip"
              href={`${path}${list}`}
              {...(list === which ? { "aria-current": "true" as const } : {})}
            >
              {UNION_QUESTIONS.lists[list]} {countOf(questions, list)}
            </a>
          </li>
        ))}
      </ul>
      {questions.items.length === 0 ? <Empty text={UNION_QUESTIONS.empty[which]} /> : null}
      <ul class="list">
        {questions.items.map((question) => (
          <Item shell={shell} data={data} question={question} />
        ))}
      </ul>
      <Pages shell={shell} next={questions.nextCursor} />
      <p class="row">
        <LinkButton href={`${path}${which}`}>{UNION_QUESTIONS.refresh}</LinkButton>
        <LinkButton href={`/union/livestreams/${livestream.id}`}>{UNION_QUESTIONS.back}</LinkButton>
      </p>
    </div>
  );
};
