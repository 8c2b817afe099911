import type { FC } from "hono/jsx";
import type { EntryView } from "../../../../../fairs/index.ts";
import { Empty, Notice, Status, Table } from "../../../../components/blocks.tsx";
import { boothShut } from "../../../../components/fairs.tsx";
import { Button, ErrorSummary, Field, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { BOOTH } from "../../../../text/fairs/booth-desk.ts";
import {
  formatEstimate,
  INTERVIEW_STATUS,
  INTERVIEWS,
  QUEUE_KIND,
  QUEUE_STATUS,
} from "../../../../text/fairs/interviews.ts";
import { formatTime } from "../../../../text/format.ts";
import { Notes } from "../../booth-desk/notes-section.tsx";
import { Sending } from "../sending-section.tsx";
import type { InterviewsData, InterviewsProps } from "./interviews-data.ts";
import { numbersTo } from "./recruiters.ts";
import { SlotsForm } from "./slots-form.tsx";

const LABELS = {
  code: BOOTH.code,
  recruiter: INTERVIEWS.recruiterField,
  from: INTERVIEWS.from,
  to: INTERVIEWS.to,
  minutes: INTERVIEWS.minutes,
  capacity: INTERVIEWS.capacity,
  url: INTERVIEWS.meetingUrl,
};

const Move: FC<InterviewsProps & { entry: EntryView; move: "arrive" | "finish" | "noShow" | "cancel" }> = (
  props,
) => (
  <Form action={props.action} csrf={props.shell.csrf}>
    <input type="hidden" name="act" value={props.move} />
    <input type="hidden" name="entryId" value={props.entry.id} />
    <Button kind={props.move === "noShow" || props.move === "cancel" ? "danger" : "secondary"}>
      {INTERVIEWS[props.move]}
      <span class="sr">{props.entry.number}</span>
    </Button>
  </Form>
);

const Calls: FC<InterviewsProps> = ({ shell, data, action }) => (
  <section class="card stack no-print">
    {numbersTo(data.booth.recruiters).map(({ value }) => {
      const own = data.day.queue.filter((entry) => String(entry.recruiter) === value);
      return (
        <div class="row between">
          <span>
            <b>{INTERVIEWS.recruiter(Number(value))}</b>{" "}
            {own.map((entry) => INTERVIEWS.inHand(entry.number, QUEUE_STATUS[entry.status])).join("、")}
          </span>
          <Form action={action} csrf={shell.csrf}>
            <input type="hidden" name="act" value="call" />
            <input type="hidden" name="recruiter" value={value} />
            <Button kind="primary">{INTERVIEWS.callNext(Number(value))}</Button>
          </Form>
        </div>
      );
    })}
  </section>
);

const WalkIn: FC<InterviewsProps> = ({ shell, data, action }) => (
  <details class="sheet no-print">
    <summary>{INTERVIEWS.walkIn}</summary>
    <Form action={action} csrf={shell.csrf}>
      <input type="hidden" name="act" value="walkIn" />
      <Field form={data.form} name="code" label={BOOTH.code} hint={BOOTH.codeHint} required />
      <Button>{INTERVIEWS.give}</Button>
    </Form>
  </details>
);

const Queue: FC<InterviewsProps> = (props) => {
  const { queue } = props.data.day;
  return (
    <>
      <h2>{INTERVIEWS.queue(queue.length)}</h2>
      {queue.length === 0 ? (
        <Empty text={INTERVIEWS.queueEmpty} />
      ) : (
        <Table
          caption={INTERVIEWS.order}
          rows={queue}
          columns={[
            { head: INTERVIEWS.number, cell: (entry) => <b>{entry.number}</b> },
            {
              head: INTERVIEWS.kind,
              cell: (entry) => (entry.remote ? INTERVIEWS.remote : QUEUE_KIND[entry.kind]),
            },
            {
              head: INTERVIEWS.state,
              cell: (entry) => (
                <Status kind={entry.status === "waiting" ? "plain" : "done"}>
                  {QUEUE_STATUS[entry.status]}
                </Status>
              ),
            },
            {
              head: INTERVIEWS.wait,
              cell: (entry) => (entry.dueAt ? formatTime(entry.dueAt) : formatEstimate(entry.estimate)),
            },
            {
              head: INTERVIEWS.act,
              cell: (entry) =>
                entry.status === "waiting" ? (
                  <span class="no-print">
                    <Move {...props} entry={entry} move="cancel" />
                  </span>
                ) : (
                  <span class="row no-print">
                    {entry.status === "called" ? <Move {...props} entry={entry} move="arrive" /> : null}
                    <Move {...props} entry={entry} move="finish" />
                    {entry.status === "called" ? <Move {...props} entry={entry} move="noShow" /> : null}
                  </span>
                ),
            },
          ]}
        />
      )}
      <WalkIn {...props} />
    </>
  );
};

const Day: FC<{ data: InterviewsData }> = ({ data: { day } }) => {
  const shown = day.interviews.filter(({ status }) => status !== "cancelled");
  return (
    <>
      <h2>{INTERVIEWS.day(shown.length)}</h2>
      {shown.length === 0 ? (
        <Empty text={INTERVIEWS.dayEmpty} />
      ) : (
        <Table
          caption={INTERVIEWS.byTime}
          rows={shown}
          columns={[
            { head: INTERVIEWS.time, cell: (one) => <span class="nowrap">{formatTime(one.startsAt)}</span> },
            { head: INTERVIEWS.number, cell: (one) => one.number ?? "" },
            { head: INTERVIEWS.recruiterField, cell: (one) => INTERVIEWS.recruiter(one.recruiter) },
            { head: INTERVIEWS.posting, cell: (one) => one.posting },
            {
              head: INTERVIEWS.person,
              cell: (one) => (
                <>
                  {[
                    one.callName ?? INTERVIEWS.noName(one.number),
                    one.remote ? INTERVIEWS.remote : null,
                    one.kind === "group" ? INTERVIEWS.group : null,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                  <Notes notes={one.notes} />
                </>
              ),
            },
            { head: INTERVIEWS.state, cell: (one) => INTERVIEW_STATUS[one.status] },
          ]}
        />
      )}
    </>
  );
};

const Meeting: FC<InterviewsProps> = ({ shell, data: { day, form }, action }) => {
  const room = { ...form, values: { url: day.meetingUrl ?? "", ...form.values } };
  return (
    <section class="card no-print narrow">
      <h2>{INTERVIEWS.meeting}</h2>
      <Form action={action} csrf={shell.csrf}>
        <input type="hidden" name="act" value="meeting" />
        <Field form={room} name="url" label={INTERVIEWS.meetingUrl} hint={INTERVIEWS.meetingHint} />
        <Button>{INTERVIEWS.meetingSave}</Button>
      </Form>
    </section>
  );
};

/** The booth's interviews, queue, slots and meeting room. */
export const InterviewsPage: FC<{ shell: Shell; data: InterviewsData }> = ({ shell, data }) => {
  const { booth, form, said } = data;
  const query = `?enterprise=${booth.enterpriseId}`;
  const action = `/enterprise/fairs/${booth.fairId}/interviews${query}`;
  const props = { shell, data, action };
  const { sending } = data.day;
  const shut = boothShut(booth);
  const acts = !shut && (sending?.served ?? true);
  return (
    <div class="stack">
      <ErrorSummary form={form} labels={LABELS} />
      {said ? <Notice kind="done">{said}</Notice> : null}
      <Sending sending={sending} />
      <h1>{booth.fairTitle}</h1>
      <p class="row between">
        <span>{`${INTERVIEWS.title} · ${booth.enterpriseName} · ${booth.boothCode ?? ""}`}</span>
        <span class="no-print">
          <LinkButton href={`/enterprise/fairs/${booth.fairId}/desk${query}`}>{BOOTH.toDesk}</LinkButton>
        </span>
      </p>
      {shut ? <Notice kind="warning">{shut}</Notice> : null}
      {acts ? (
        <>
          <Calls {...props} />
          <Queue {...props} />
        </>
      ) : null}
      <Day data={data} />
      {acts ? (
        <>
          <SlotsForm {...props} />
          <Meeting {...props} />
        </>
      ) : null}
    </div>
  );
};
