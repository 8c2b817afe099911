import type { Child, FC } from "hono/jsx";
import type { ReceivedApplication } from "../../../../applications/index.ts";
import { ApplicationStatus } from "../../../components/application-status.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { INBOX, RECEIVED } from "../../../text/enterprise/inbox.ts";
import { formatDeadline, formatTime } from "../../../text/format.ts";
import { REPLIED } from "../../../text/public/invitation.ts";

type LineData = {
  application: ReceivedApplication;
  /** The name of the person for the title. */
  name: string;
  names: CodeNames;
  /** True while the enterprise is suspended. */
  suspended: boolean;
  children?: Child;
};

/** A received application in a list. `children` stand below its facts. */
export const ApplicationLine: FC<LineData> = ({
  application: { id, status, card, posting, answerDueAt, invitation, startDenied, met },
  name,
  names,
  suspended,
  children,
}) => (
  <li class="card posting">
    <div class="head">
      <h2>
        <a class="title" href={`/enterprise/applications/${id}`}>
          {name} · {posting.title}
        </a>
      </h2>
      <ApplicationStatus status={status} words={RECEIVED} />
    </div>
    <p class="quiet">
      {card?.skills?.map((skill) => names.occupation(skill) ?? skill).join("、") ??
        INBOX.cardEnded(suspended, status)}
    </p>
    {status === "sent" && answerDueAt && !suspended ? (
      <p class="small">{INBOX.due(formatDeadline(answerDueAt))}</p>
    ) : null}
    {status === "invited" && invitation?.reply ? (
      <p class="small">
        <b>{REPLIED.line[invitation.reply.kind]}</b>
      </p>
    ) : null}
    {status === "started" && startDenied ? <p class="small">{REPLIED.startDenied}</p> : null}
    {met ? <p class="small">{INBOX.met(formatTime(met.at), met.title)}</p> : null}
    {children}
  </li>
);
