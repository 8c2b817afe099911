import type { FC } from "hono/jsx";
import type { ApplicationView, Hours } from "../../../../../applications/index.ts";
import { ApplicationStatus } from "../../../../components/application-status.tsx";
import { Facts, Notice, Timeline } from "../../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState, LinkButton } from "../../../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { COMMON } from "../../../../text/common.ts";
import { formatDeadline, formatTime } from "../../../../text/format.ts";
import { ERASURES } from "../../../../text/public/erasures.ts";
import { ALTERNATIVES, INVITATION, noteOfStep } from "../../../../text/public/invitation.ts";
import { DECLINE, EVENT, MINE, STATUS } from "../../../../text/seeker.ts";
import type { Alternatives } from "./alternatives.ts";
import { CallSection } from "./call-section.tsx";
import { DeliverySection } from "./delivery-section.tsx";
import { InvitationReply } from "./invitation-section.tsx";
import { StartSection } from "./start-section.tsx";

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
  consent.withdrawnAt !== null &&
  !posting.expired &&
  (status === "sent" || status === "invited" || status === "started");

export type ApplicationData = {
  application: ApplicationView;
  /** Hours at which others reached the employer by phone. */
  reachable: readonly Hours[];
  /** Open postings for a person who was declined; null otherwise. */
  alternatives: Alternatives | null;
  names: CodeNames;
  form: FormState;
  now: Date;
};

/** Open postings for a person who was declined. */
const Others: FC<{ shell: Shell; data: ApplicationData }> = ({
  shell,
  data: { alternatives, names, now },
}) =>
  alternatives && alternatives.items.length > 0 ? (
    <section id="others">
      <h2>{alternatives.sameTrade ? ALTERNATIVES.heading : ALTERNATIVES.other}</h2>
      <ul class="list">
        {alternatives.items.map((posting) => (
          <PostingCard posting={posting} site={shell.site} names={names} now={now} />
        ))}
      </ul>
    </section>
  ) : null;

/** A seeker's application: status, answer, actions, history. */
export const MyApplicationPage: FC<{ shell: Shell; data: ApplicationData }> = ({ shell, data }) => {
  const { application, form, now } = data;
  const { id, status } = application;
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={{ times: INVITATION.times }} />
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
        <Notice kind="waiting">{MINE.due(formatDeadline(application.answerDueAt))}</Notice>
      ) : null}
      <Answer application={application} />
      <InvitationReply shell={shell} application={application} form={form} now={now} />
      <StartSection shell={shell} application={application} />
      <Others shell={shell} data={data} />
      {application.delivery?.state === "waiting" ? null : (
        <CallSection shell={shell} application={application} reachable={data.reachable} />
      )}
      {mayShareAgain(application) ? (
        <Form action={`/postings/${application.posting.id}/apply`} csrf={shell.csrf}>
          <p>{MINE.endedHint}</p>
          <Button>{MINE.shareAgain}</Button>
        </Form>
      ) : null}
      <h2>{MINE.history}</h2>
      <Timeline
        items={application.history.map((event) => ({
          when: formatTime(event.at),
          text: EVENT[event.kind] ?? event.kind,
          note: noteOfStep(event),
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
