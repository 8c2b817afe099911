import type { FC } from "hono/jsx";
import type { Complaint } from "../../../../postings/index.ts";
import { Empty, Facts, Notice, Pages as Pager, Status } from "../../../components/blocks.tsx";
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
import type { Shell } from "../../../layout.tsx";
import { formatAge } from "../../../text/format.ts";
import { COMPLAINT_REASON, COMPLAINTS } from "../../../text/public/complaints.ts";

export type ComplaintsData = {
  items: Complaint[];
  total: number;
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

const Item: FC<{ shell: Shell; complaint: Complaint; form: FormState | null; now: Date }> = (props) => {
  const { shell, complaint, form, now } = props;
  const { id, posting, employer } = complaint;
  return (
    <section class="card" id={`complaint-${id}`}>
      <h2>
        <a href={`/union/postings/${posting.id}`}>{posting.title}</a>
      </h2>
      <p>
        <a href={`/union/enterprises/${employer.id}`}>{employer.name}</a>{" "}
        <span class="quiet">{COMPLAINTS.about(formatAge(complaint.createdAt, now))}</span>{" "}
        {posting.live ? null : <Status kind="stopped">{COMPLAINTS.closed}</Status>}
      </p>
      <Facts
        items={[
          { term: COMPLAINTS.reference, value: complaint.reference },
          { term: COMPLAINTS.reason, value: COMPLAINT_REASON[complaint.reason] },
          { term: COMPLAINTS.words, value: complaint.words || COMPLAINTS.noWords },
        ]}
      />
      <p>
        <LinkButton href={`/union/postings/${posting.id}`}>{COMPLAINTS.look}</LinkButton>
      </p>
      {form ? (
        <Form action={`/union/postings/${posting.id}/complaint`} csrf={shell.csrf}>
          <input type="hidden" name="complaintId" value={id} />
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
      ) : (
        <p>
          <LinkButton href={`/union/complaints?decide=${id}#complaint-${id}`}>{COMPLAINTS.decide}</LinkButton>
        </p>
      )}
    </section>
  );
};

/** The complaints that wait for this officer, oldest first, each with the form that settles it. */
export const ComplaintsPage: FC<{ shell: Shell; data: ComplaintsData }> = ({ shell, data }) => (
  <div class="narrow">
    <ErrorSummary form={data.open?.form ?? EMPTY_FORM} labels={LABELS} />
    <h1>{COMPLAINTS.heading}</h1>
    {data.done ? <Notice kind="done">{data.done}</Notice> : null}
    {data.items.length === 0 ? (
      <Empty text={COMPLAINTS.empty} />
    ) : (
      <p class="quiet">{COMPLAINTS.count(data.total)}</p>
    )}
    {data.items.map((complaint) => (
      <Item
        shell={shell}
        complaint={complaint}
        form={data.open?.id === complaint.id ? data.open.form : null}
        now={data.now}
      />
    ))}
    <Pager shell={shell} next={data.next} at={data.at} />
  </div>
);
