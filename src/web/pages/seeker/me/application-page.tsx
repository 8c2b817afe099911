import type { FC } from "hono/jsx";
import type { ApplicationView } from "../../../../applications/index.ts";
import { ApplicationStatus } from "../../../components/application-status.tsx";
import { Facts, Notice, Timeline } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { formatDate, formatTime } from "../../../text/format.ts";
import { ERASURES } from "../../../text/public/erasures.ts";
import { DECLINE, EVENT, MINE, STATUS } from "../../../text/seeker.ts";
import { DeliverySection } from "./delivery-section.tsx";

const Answer: FC<{ application: ApplicationView }> = ({ application: { status, answer } }) => {
  if (!answer) return null;
  const text = (key: string) => (typeof answer[key] === "string" ? String(answer[key]) : null);
  const items =
    answer.kind === "invite"
      ? [
          { term: MINE.when, value: text("when") },
          { term: MINE.where, value: text("where") },
          ...(text("contact") ? [{ term: MINE.contact, value: text("contact") }] : []),
        ]
      : [{ term: MINE.reason, value: DECLINE[text("reason") ?? ""] ?? null }];
  return (
    <section class="card">
      <h2>{STATUS[status === "declined" ? "declined" : "invited"]}</h2>
      <Facts items={[...items, ...(text("note") ? [{ term: MINE.note, value: text("note") }] : [])]} />
    </section>
  );
};

/**
 * True if the seeker withdrew consent, but was invited or has started, so that the enterprise may need the
 * card.
 */
const mayShareAgain = ({ status, consent, posting }: ApplicationView) =>
  consent.withdrawnAt !== null && !posting.expired && (status === "invited" || status === "started");

/** A seeker's application: status, answer, actions, history. */
export const MyApplicationPage: FC<{ shell: Shell; application: ApplicationView }> = ({
  shell,
  application,
}) => {
  const { id, status } = application;
  return (
    <div class="narrow">
      <h1>{application.posting.title}</h1>
      <p>
        <ApplicationStatus status={status} />
      </p>
      <p class="quiet">
        {application.employer.name} · {COMMON.reference} {application.reference}
      </p>
      {application.employer.suspended ? <Notice kind="warning">{MINE.suspended}</Notice> : null}
      {status === "declined" ? <Notice>{MINE.declined}</Notice> : null}
      <DeliverySection application={application} />
      {status === "sent" &&
      application.delivery?.state !== "waiting" &&
      application.answerDueAt &&
      !application.employer.suspended ? (
        <Notice kind="waiting">{MINE.due(formatDate(application.answerDueAt))}</Notice>
      ) : null}
      <Answer application={application} />
      {mayShareAgain(application) ? (
        <Form action={`/postings/${application.posting.id}/apply`} csrf={shell.csrf}>
          <p>{MINE.endedHint}</p>
          <Button>{MINE.shareAgain}</Button>
        </Form>
      ) : null}
      {status === "started" ? (
        <Form action={`/me/applications/${id}/confirm`} csrf={shell.csrf}>
          <p>{application.startedOn ? MINE.startedOn(formatDate(application.startedOn)) : null}</p>
          <Button kind="primary" wide>
            {MINE.confirmStart}
          </Button>
        </Form>
      ) : null}
      <h2>{MINE.history}</h2>
      <Timeline
        items={application.history.map((event) => ({
          when: formatTime(event.at),
          text: EVENT[event.kind] ?? event.kind,
          note: event.note,
        }))}
      />
      {application.posting.expired ? null : (
        <p>
          <LinkButton href={`/postings/${application.posting.id}`}>{MINE.posting}</LinkButton>
        </p>
      )}
      {status === "sent" || status === "invited" ? (
        <Form action={`/me/applications/${id}/withdraw`} csrf={shell.csrf}>
          <p class="quiet">{application.delivery ? MINE.withdrawHintElsewhere : MINE.withdrawHint}</p>
          <Button kind="danger">{MINE.withdraw}</Button>
        </Form>
      ) : null}
      {application.consent.withdrawnAt === null ? null : (
        <p>
          <LinkButton href="/me/erasures">{ERASURES.look}</LinkButton>
        </p>
      )}
    </div>
  );
};
