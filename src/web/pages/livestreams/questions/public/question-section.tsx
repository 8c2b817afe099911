import type { Child, FC } from "hono/jsx";
import { QUESTION_MAX, type QuestionView } from "../../../../../livestreams/index.ts";
import { Notice, Status } from "../../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, Select, TextArea } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { OWN_STATE, QUESTIONS, REJECTION, refusalText } from "../../../../text/livestreams/questions.ts";
import { homeOf } from "../../livestream/phase-section.tsx";
import { postingAt } from "../../livestream/public/offer-section.tsx";
import type { QuestionsData } from "./asked.ts";

const NAME_MAX = 10;
/** Questions that stand unfolded on the livestream's page, where the postings follow. */
const UNFOLDED = 5;

const KIND = {
  sending: "waiting",
  held: "waiting",
  passed: "plain",
  answered: "done",
  rejected: "stopped",
  refused: "stopped",
} as const;
const labels = { name: QUESTIONS.name, postingId: QUESTIONS.posting, text: QUESTIONS.text };

/** The written answer of a question, and a note that it was answered on air. */
export const Answer: FC<{ question: QuestionView }> = ({ question: { answer, onAirAt } }) => (
  <>
    {answer ? (
      <p>
        <b>{QUESTIONS.answers[answer.from]}</b> {answer.text}
      </p>
    ) : null}
    {onAirAt ? <p class="quiet small">{QUESTIONS.onAir}</p> : null}
  </>
);

/** A question with its posting and the number of people who asked it. */
export const Question: FC<{
  question: QuestionView;
  plain?: boolean;
  /** The livestream's channel, for which an application from here counts. */
  channel?: string | null;
  children?: Child;
}> = ({ question: { text, title, askers, postingId }, plain, channel = null, children }) => (
  <>
    <p>
      <b>{text}</b> {askers > 1 ? <span class="quiet small">{QUESTIONS.askers(askers)}</span> : null}
    </p>
    {title && postingId && !plain ? (
      <p class="quiet small">
        <a href={postingAt(postingId, channel)}>{QUESTIONS.about(title)}</a>
      </p>
    ) : null}
    {children}
  </>
);

const List: FC<{ items: readonly QuestionView[]; channel: string | null }> = ({ items, channel }) => (
  <ul class="list">
    {items.map((question) => (
      <li class="card">
        <Question question={question} channel={channel}>
          <Answer question={question} />
        </Question>
      </li>
    ))}
  </ul>
);

/** The questions that everybody reads. `folds`: all but the first stand under a fold. */
export const Passed: FC<{ data: QuestionsData; folds?: boolean }> = ({ data, folds }) => {
  const { passed, livestream } = data;
  const { channel } = livestream;
  const shown = folds ? passed.items.slice(0, UNFOLDED) : passed.items;
  const folded = passed.items.slice(shown.length);
  return (
    <div class="stack" data-passed>
      <h3>{QUESTIONS.passed((passed.counts.passed ?? 0) + (passed.counts.answered ?? 0))}</h3>
      {shown.length === 0 ? <p class="quiet">{QUESTIONS.none}</p> : <List items={shown} channel={channel} />}
      {folded.length > 0 ? (
        <details>
          <summary class="button">{QUESTIONS.more(folded.length)}</summary>
          <List items={folded} channel={channel} />
        </details>
      ) : null}
    </div>
  );
};

/** The form of a question. It asks who is not signed in for a form of address. */
const Ask: FC<{ shell: Shell; data: QuestionsData }> = ({ shell, data }) => {
  const { postings, livestream } = data;
  // A question that is asked while a posting is explained is about it, unless the person says otherwise.
  const explained = postings.find(({ value }) => value === livestream.pin?.postingId)?.value;
  const form = {
    ...data.form,
    values: { ...(explained ? { postingId: explained } : {}), ...data.form.values },
  };
  return (
    <Form action={`/livestreams/${livestream.id}/questions`} csrf={shell.csrf}>
      <TextArea
        form={form}
        name="text"
        label={labels.text}
        hint={QUESTIONS.textHint}
        rows={2}
        maxlength={QUESTION_MAX}
        required
      />
      {postings.length > 0 ? (
        <Select
          form={form}
          name="postingId"
          label={labels.postingId}
          options={postings}
          blank={QUESTIONS.anyPosting}
        />
      ) : null}
      {shell.viewer ? null : (
        <Field
          form={form}
          name="name"
          label={labels.name}
          hint={QUESTIONS.nameHint}
          maxlength={NAME_MAX}
          autocomplete="off"
        />
      )}
      <Button kind="primary" name="act" value="ask">
        {QUESTIONS.send}
      </Button>
    </Form>
  );
};

/** The reader's own questions, with what became of them. */
const Own: FC<{ shell: Shell; data: QuestionsData }> = ({ shell, data: { own, livestream } }) => (
  <>
    <h3>{QUESTIONS.own}</h3>
    <ul class="list">
      {own.map((question) => (
        <li class="card">
          <Question question={question} channel={livestream.channel}>
            <Answer question={question} />
          </Question>
          <div class="row between">
            <Status kind={KIND[question.state]}>
              {OWN_STATE[question.state]}
              {question.reason ? `：${REJECTION[question.reason]}` : ""}
              {question.refusal ? `：${refusalText(question.refusal)}` : ""}
            </Status>
            <Form action={`/livestreams/${livestream.id}/questions`} csrf={shell.csrf}>
              <input type="hidden" name="question" value={question.id} />
              <Button kind="plain" name="act" value="takeBack">
                {QUESTIONS.takeBack}
                <span class="sr"> {question.text}</span>
              </Button>
            </Form>
          </div>
        </li>
      ))}
    </ul>
  </>
);

/** The form and the reader's own questions. The form is folded until it was refused, if `folds`. */
export const Asking: FC<{ shell: Shell; data: QuestionsData; folds?: boolean }> = ({
  shell,
  data,
  folds,
}) => (
  <div class="stack" data-asking>
    {data.refused ? <Notice kind="warning">{data.refused}</Notice> : null}
    <ErrorSummary form={data.form} labels={labels} />
    {data.open && folds ? (
      <details class="sheet" data-until-over>
        <summary>{QUESTIONS.open}</summary>
        <Ask shell={shell} data={data} />
      </details>
    ) : null}
    {data.open && !folds ? <Ask shell={shell} data={data} /> : null}
    {data.own.length > 0 ? <Own shell={shell} data={data} /> : null}
  </div>
);

/** Says where to ask about a livestream that another city's program manages. */
export const Elsewhere: FC<{ data: QuestionsData }> = ({ data: { livestream, homePage } }) => {
  const { hostedHere, cities, homeCity, overAt, phase } = livestream;
  const union = cities.find(({ city }) => city === homeCity)?.federation;
  if (hostedHere || !union || overAt !== null || phase === "cancelled") return null;
  return (
    <p class="quiet">
      {homePage ? <a href={homePage}>{QUESTIONS.elsewhere(union)}</a> : QUESTIONS.elsewhere(union)}
    </p>
  );
};

/** Says what becomes of questions, and to whom they go. */
export const Lead: FC<{ data: QuestionsData }> = ({ data: { livestream } }) => (
  <p class="quiet" data-until-over>
    {QUESTIONS.lead}
    {livestream.hostedHere ? null : ` ${QUESTIONS.sentTo(homeOf(livestream))}`}
  </p>
);

/** Questions on the page of a livestream. */
export const Questions: FC<{ shell: Shell; data: QuestionsData }> = ({ shell, data }) => (
  <section class="stack" id="questions">
    <h2>{QUESTIONS.heading}</h2>
    {data.open ? <Lead data={data} /> : <Elsewhere data={data} />}
    <Asking shell={shell} data={data} folds />
    <p class="quiet" role="status" data-asked-state />
    <p role="status">
      <a href={`/livestreams/${data.livestream.id}/questions`} data-news hidden>
        {QUESTIONS.news}
      </a>
    </p>
    <Passed data={data} folds />
    {data.passed.nextCursor ? (
      <p>
        <a href={`/livestreams/${data.livestream.id}/questions`}>{QUESTIONS.all}</a>
      </p>
    ) : null}
  </section>
);
