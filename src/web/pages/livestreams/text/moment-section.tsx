import type { Child, FC } from "hono/jsx";
import type { Moment } from "../../../../livestreams/index.ts";
import { LinkButton } from "../../../components/forms.tsx";
import { formatTime } from "../../../text/format.ts";
import { AS_TEXT } from "../../../text/livestreams/watch.ts";
import { applyAt, postingAt } from "../livestream/public/offer-section.tsx";
import { Answer, Question } from "../questions/public/question-section.tsx";
import { ClaimItem } from "../spoken-claims/claim-section.tsx";

type Line = {
  moment: Moment;
  channel: string | null /** Postings that can be applied for. */;
  open: ReadonlySet<string>;
};

const Entry: FC<{ moment: Moment; name: string; children?: Child }> = ({ moment, name, children }) => (
  <li class="card" data-line={`${moment.kind}-${moment.id}`}>
    <p class="quiet small">
      <time datetime={moment.at}>{formatTime(moment.at)}</time> {name}
    </p>
    {children}
  </li>
);

/** One line of a livestream as text: a posting, a question with its answer, or a check. */
export const MomentLine: FC<Line> = ({ moment, channel, open }) => {
  if (moment.kind === "claim") return <ClaimItem claim={moment.claim} />;
  if (moment.kind === "question")
    return (
      <Entry moment={moment} name={AS_TEXT.question}>
        <Question question={moment.question} channel={channel}>
          <Answer question={moment.question} />
        </Question>
      </Entry>
    );
  const { postingId, title, employer } = moment;
  return (
    <Entry moment={moment} name={AS_TEXT.pinned}>
      <p>
        <b>{open.has(postingId) ? <a href={postingAt(postingId, channel)}>{title}</a> : title}</b> ·{" "}
        {employer}
      </p>
      {open.has(postingId) ? (
        <LinkButton href={applyAt(postingId, channel)}>
          {AS_TEXT.apply}
          <span class="sr"> {title}</span>
        </LinkButton>
      ) : null}
    </Entry>
  );
};
