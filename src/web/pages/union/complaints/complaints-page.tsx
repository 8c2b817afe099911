import type { FC } from "hono/jsx";
import type { Complaint, ComplaintState } from "../../../../postings/index.ts";
import { Facts, Notice, Pages as Pager, Status } from "../../../components/blocks.tsx";
import {
  Button,
  Chips,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
  TextArea,
} from "../../../components/forms.tsx";
import { Downloads, ListFilter, ListSearch, NoneListed } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { listAddress } from "../../../links/pages.ts";
import { formatAge, formatTime } from "../../../text/format.ts";
import { COMPLAINT_REASON, COMPLAINTS } from "../../../text/public/complaints.ts";
import type { ComplaintsQuery } from "./complaints-query.ts";

export type ComplaintsData = ComplaintsQuery & {
  items: Complaint[];
  counts: Record<ComplaintState, number>;
  next: string | null;
  /** Address of the list, without the complaint that is settled now. */
  at: string;
  /** Text about the last decision; null without one. */
  done: string | null;
  /** The complaint that the officer settles now, with its form; null for none. */
  open: { id: string; form: FormState } | null;
  now: Date;
};

const LABELS = { outcome: COMPLAINTS.outcome, note: COMPLAINTS.note };

/** Returns the address that shows the form of a complaint at its place in the list. */
function formAt(at: string, id: string): string {
  const { pathname, searchParams } = new URL(at, "http://localhost");
  searchParams.set("decide", id);
  return `${listAddress(pathname, searchParams)}#complaint-${id}`;
}

const DecisionForm: FC<{ shell: Shell; complaint: Complaint; form: FormState; at: string }> = (props) => {
  const { shell, complaint, form, at } = props;
  return (
    <Form action={`/union/postings/${complaint.posting.id}/complaint`} csrf={shell.csrf}>
      <input type="hidden" name="complaintId" value={complaint.id} />
      <input type="hidden" name="list" value={at} />
      <Chips
        form={form}
        name="outcome"
        label={COMPLAINTS.outcome}
        options={(["upheld", "unfounded"] as const).map((value) => ({
          value,
          text: COMPLAINTS.outcomes[value],
        }))}
        single
        required
      />
      <TextArea form={form} name="note" label={COMPLAINTS.note} maxlength={500} rows={2} required />
      <Button kind="primary">{COMPLAINTS.submit}</Button>
    </Form>
  );
};

type ItemProps = { shell: Shell; complaint: Complaint; form: FormState | null; now: Date; at: string };

const Item: FC<ItemProps> = ({ shell, complaint, form, now, at }) => {
  const { id, posting, employer, settled } = complaint;
  return (
    <section class="card" id={`complaint-${id}`}>
      <h2>
        <a href={`/union/postings/${posting.id}`}>{posting.title}</a>
      </h2>
      <p>
        <a href={`/union/enterprises/${employer.id}`}>{employer.name}</a>{" "}
        <span class="quiet">{COMPLAINTS.about(formatAge(complaint.createdAt, now))}</span>{" "}
        {posting.live ? null : <Status kind="stopped">{COMPLAINTS.closed}</Status>}{" "}
        {settled ? <Status kind="plain">{COMPLAINTS.states[settled.outcome]}</Status> : null}
      </p>
      <Facts
        items={[
          { term: COMPLAINTS.reference, value: complaint.reference },
          { term: COMPLAINTS.reason, value: COMPLAINT_REASON[complaint.reason] },
          { term: COMPLAINTS.words, value: complaint.words || COMPLAINTS.noWords },
          ...(settled
            ? [
                {
                  term: COMPLAINTS.noted,
                  value: `${settled.note} ${COMPLAINTS.settledAt(formatTime(settled.at))}`,
                },
              ]
            : []),
        ]}
      />
      <p>
        <LinkButton href={`/union/postings/${posting.id}`}>{COMPLAINTS.look}</LinkButton>
      </p>
      {settled ? null : form ? (
        <DecisionForm shell={shell} complaint={complaint} form={form} at={at} />
      ) : (
        <p>
          <LinkButton href={formAt(at, id)}>{COMPLAINTS.decide}</LinkButton>
        </p>
      )}
    </section>
  );
};

/** The complaints of this officer, those that wait first, each with the form that settles it. */
export const ComplaintsPage: FC<{ shell: Shell; data: ComplaintsData }> = ({ shell, data }) => (
  <div class="narrow">
    <ErrorSummary form={data.open?.form ?? EMPTY_FORM} labels={LABELS} />
    <h1>{COMPLAINTS.heading}</h1>
    {data.done ? <Notice kind="done">{data.done}</Notice> : null}
    <ListSearch shell={shell} label={COMPLAINTS.search} at={data.at} />
    <ListFilter
      shell={shell}
      name="state"
      at={data.at}
      current={data.state === "all" ? null : data.state}
      allValue="all"
      choices={(["waiting", "upheld", "unfounded"] as const).map((value) => ({
        value,
        text: COMPLAINTS.states[value],
        n: data.counts[value],
      }))}
    />
    {data.items.length === 0 ? (
      <NoneListed
        words={data.q}
        filtered={data.state === "upheld" || data.state === "unfounded"}
        none={COMPLAINTS.empty}
      />
    ) : null}
    {data.items.map((complaint) => (
      <Item
        shell={shell}
        complaint={complaint}
        form={data.open?.id === complaint.id ? data.open.form : null}
        now={data.now}
        at={data.at}
      />
    ))}
    <Pager shell={shell} next={data.next} at={data.at} />
    {data.items.length > 0 ? <Downloads shell={shell} at={data.at} /> : null}
  </div>
);
