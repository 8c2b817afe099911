import type { FC } from "hono/jsx";
import { DECLINE_REASONS, type ReceivedApplication } from "../../../../applications/index.ts";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { ApplicationStatus } from "../../../components/application-status.tsx";
import { Facts, Notice, Timeline } from "../../../components/blocks.tsx";
import {
  Button,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  Select,
  TextArea,
} from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { isRefused } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { INBOX, RECEIVED } from "../../../text/enterprise/inbox.ts";
import { formatDeadline, formatTime } from "../../../text/format.ts";
import { noteOfStep, REPLIED } from "../../../text/public/invitation.ts";
import { CARD, DECLINE, EVENT, MINE } from "../../../text/seeker.ts";
import { SuspendedNotice } from "../suspended-section.tsx";
import { Replacing, ReplySection } from "./reply-section.tsx";

const LABELS = {
  when: INBOX.when,
  where: INBOX.where,
  reason: INBOX.declineReason,
  startedOn: INBOX.startedOn,
};

const veteranText = (card: NonNullable<ReceivedApplication["card"]>) => (card.veteran ? COMMON.yes : null);

const Card: FC<{ application: ReceivedApplication; names: CodeNames; suspended: boolean }> = ({
  application: { card, status },
  names,
  suspended,
}) => {
  if (!card) return <Notice kind="waiting">{INBOX.cardEnded(suspended, status)}</Notice>;
  const list = (codes: string[] | undefined, name: (code: string) => string | null) =>
    codes?.map((code) => name(code) ?? code).join("、") ?? null;
  const lines = [
    { term: CARD.callName, value: card.callName ?? null },
    { term: INBOX.phone, value: card.phone ? <a href={`tel:${card.phone}`}>{card.phone}</a> : null },
    { term: CARD.skills, value: list(card.skills, names.occupation) },
    { term: CARD.places, value: list(card.places, names.division) },
    { term: CARD.years, value: card.years === null || card.years === undefined ? null : String(card.years) },
    { term: CARD.certificates, value: card.certificates?.join("、") || null },
    { term: CARD.startFrom, value: card.startFrom ?? null },
    { term: CARD.veteran, value: veteranText(card) },
  ];
  return (
    <section class="card">
      <h2>{INBOX.card}</h2>
      <Facts items={lines.filter(({ value }) => value !== null)} />
      <p class="quiet small">{INBOX.consentUntil}</p>
    </section>
  );
};

/** The present invitation, as the person reads it. */
const Invited: FC<{ application: ReceivedApplication }> = ({ application: { answer, status } }) => {
  if (status !== "invited" || !answer) return null;
  const line = (name: "when" | "where" | "contact" | "note") => {
    const value = answer[name];
    return typeof value === "string" && value !== "" ? [{ term: INBOX[name], value }] : [];
  };
  return (
    <section class="card">
      <h2>{INBOX.invite}</h2>
      <Facts items={[...line("when"), ...line("where"), ...line("contact"), ...line("note")]} />
    </section>
  );
};

const InvitationFields: FC<{ form: FormState }> = ({ form }) => (
  <>
    <Field form={form} name="when" label={INBOX.when} hint={INBOX.whenHint} required />
    <Field form={form} name="where" label={INBOX.where} required />
    <Field form={form} name="contact" label={INBOX.contact} />
    <TextArea form={form} name="note" label={INBOX.note} rows={2} />
  </>
);

const Answer: FC<{ shell: Shell; form: FormState; application: ReceivedApplication }> = ({
  shell,
  form,
  application,
}) => {
  const { id, status } = application;
  return (
    <section>
      <h2>{INBOX.answer}</h2>
      {status === "invited" ? (
        <details class="sheet" open={isRefused(form)}>
          <summary>{REPLIED.again}</summary>
          <Form action={`/enterprise/applications/${id}/answer`} csrf={shell.csrf}>
            <Replacing application={application} />
            <InvitationFields form={form} />
            <Button kind="primary">{REPLIED.sendAgain}</Button>
          </Form>
        </details>
      ) : (
        <section class="card">
          <h3>{INBOX.invite}</h3>
          <Form action={`/enterprise/applications/${id}/answer`} csrf={shell.csrf}>
            <input type="hidden" name="kind" value="invite" />
            <InvitationFields form={form} />
            <Button kind="primary">{INBOX.sendInvite}</Button>
          </Form>
        </section>
      )}
      <details class="sheet">
        <summary>{INBOX.decline}</summary>
        <Form action={`/enterprise/applications/${id}/answer`} csrf={shell.csrf}>
          <input type="hidden" name="kind" value="decline" />
          <Select
            form={form}
            name="reason"
            label={INBOX.declineReason}
            options={DECLINE_REASONS.map((value) => ({ value, text: DECLINE[value] ?? value }))}
            required
          />
          <Button kind="danger">{INBOX.sendDecline}</Button>
        </Form>
      </details>
    </section>
  );
};

type OneData = {
  application: ReceivedApplication;
  enterprise: EnterpriseView;
  names: CodeNames;
  form: FormState;
  today: string;
  now: Date;
};

/** An application that the enterprise received: the shared card, the history and the answer form. */
export const ReceivedApplicationPage: FC<{ shell: Shell; data: OneData }> = ({
  shell,
  data: { application, enterprise, names, form, today, now },
}) => {
  const { id, status } = application;
  const suspended = enterprise.management?.status === "suspended";
  const open = !suspended && (status === "sent" || status === "invited");
  const denied = status === "started" && application.startDenied;
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={LABELS} />
      <h1>{[application.card?.callName, application.posting.title].filter(Boolean).join(" · ")}</h1>
      <p>
        <ApplicationStatus status={status} words={RECEIVED} />{" "}
        <span class="quiet">{application.reference}</span>
      </p>
      <SuspendedNotice enterprise={enterprise} short />
      {status === "sent" && application.answerDueAt && !suspended ? (
        <Notice kind="waiting">{INBOX.due(formatDeadline(application.answerDueAt))}</Notice>
      ) : null}
      <Invited application={application} />
      {suspended ? null : <ReplySection shell={shell} application={application} now={now} />}
      {denied ? <Notice kind="warning">{REPLIED.startDenied}</Notice> : null}
      {application.met ? (
        <Notice>{INBOX.met(formatTime(application.met.at), application.met.title)}</Notice>
      ) : null}
      <Card application={application} names={names} suspended={suspended} />
      {application.message ? <p>{`${INBOX.message}：${application.message}`}</p> : null}
      {(open && application.card) || isRefused(form) ? (
        <Answer shell={shell} form={form} application={application} />
      ) : null}
      {open || (denied && !suspended) ? (
        <details class="sheet">
          <summary>{INBOX.start}</summary>
          <Form action={`/enterprise/applications/${id}/start`} csrf={shell.csrf}>
            <Field
              form={{ ...form, values: { startedOn: today } }}
              name="startedOn"
              label={INBOX.startedOn}
              hint={INBOX.startHint}
              type="date"
              required
            />
            <Button>{INBOX.saveStart}</Button>
          </Form>
        </details>
      ) : null}
      <h2>{MINE.history}</h2>
      <Timeline
        items={application.history.map((event) => ({
          when: formatTime(event.at),
          text: EVENT[event.kind] ?? event.kind,
          note: noteOfStep(event),
        }))}
      />
    </div>
  );
};
