import type { FC } from "hono/jsx";
import {
  type AppliedPosting,
  DECLINE_REASONS,
  type ReceivedApplication,
  STATUSES,
} from "../../../../applications/index.ts";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { CountedChips, Empty, Pages as Pager } from "../../../components/blocks.tsx";
import {
  Button,
  Check,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  LinkButton,
  Select,
} from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { fieldTexts, isRefused } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { INBOX, RECEIVED } from "../../../text/enterprise/inbox.ts";
import { DECLINE } from "../../../text/seeker.ts";
import { SuspendedNotice } from "../suspended-section.tsx";
import { ApplicationLine } from "./application-line-section.tsx";
import { type InboxQuery, pathTo } from "./inbox-query.ts";

export type InboxData = {
  enterprise: EnterpriseView;
  items: ReceivedApplication[];
  counts: Record<(typeof STATUSES)[number], number>;
  postings: AppliedPosting[];
  names: CodeNames;
  query: InboxQuery;
  next: string | null;
  /** The answer to several applications, with the fields of the last invitation. */
  form: FormState;
};

const isOpen = ({ status }: ReceivedApplication) => status === "sent" || status === "invited";
const nameOf = ({ card, reference }: ReceivedApplication) =>
  card?.callName ?? `${INBOX.applicant} ${reference}`;

const Filters: FC<{ data: InboxData }> = ({ data: { query, counts, postings } }) => (
  <>
    <CountedChips
      all={{ href: pathTo({ ...query, status: null }), text: INBOX.all, current: query.status === null }}
      parts={STATUSES.map((status) => ({
        href: pathTo({ ...query, status }),
        text: RECEIVED[status],
        n: counts[status],
        current: status === query.status,
      }))}
    />
    {postings.length > 1 ? (
      <form method="get" action="/enterprise/applications" class="row">
        <input type="hidden" name="enterprise" value={query.enterpriseId} />
        {query.status ? <input type="hidden" name="status" value={query.status} /> : null}
        <label for="posting">{INBOX.ofPosting}</label>
        <select id="posting" name="posting">
          <option value="">{INBOX.allPostings(postings.reduce((sum, { n }) => sum + n, 0))}</option>
          {postings.map(({ id, title, n }) => (
            <option value={id} selected={id === query.postingId}>
              {`${title}（${n}）`}
            </option>
          ))}
        </select>
        <Button kind="plain">{INBOX.show}</Button>
      </form>
    ) : null}
  </>
);

const Line: FC<{ application: ReceivedApplication; data: InboxData }> = ({ application, data }) => {
  const { enterprise, names, form } = data;
  const suspended = enterprise.management?.status === "suspended";
  const { id, card } = application;
  const name = nameOf(application);
  return (
    <ApplicationLine application={application} name={name} names={names} suspended={suspended}>
      {isOpen(application) && card && !suspended ? (
        <Check name="id" value={id} checked={fieldTexts(form.values, "id").includes(id)}>
          {INBOX.pick(name)}
        </Check>
      ) : null}
    </ApplicationLine>
  );
};

/** The answer to all applications that are ticked in the list above. */
const Several: FC<{ form: FormState }> = ({ form }) => {
  const invited = fieldTexts(form.values, "kind").includes("invite");
  return (
    <section class="card">
      <h2>{INBOX.several}</h2>
      <details class="sheet" open={isRefused(form) && invited}>
        <summary>{INBOX.invite}</summary>
        <Field form={form} name="when" label={INBOX.when} hint={INBOX.whenHint} required />
        <Field form={form} name="where" label={INBOX.where} required />
        <Field form={form} name="contact" label={INBOX.contact} />
        <Button kind="primary" name="kind" value="invite">
          {INBOX.severalInvite}
        </Button>
      </details>
      <details class="sheet" open={isRefused(form) && !invited}>
        <summary>{INBOX.decline}</summary>
        <Select
          form={form}
          name="reason"
          label={INBOX.declineReason}
          options={DECLINE_REASONS.map((value) => ({ value, text: DECLINE[value] ?? value }))}
          required
        />
        <Button kind="danger" name="kind" value="decline">
          {INBOX.severalDecline}
        </Button>
      </details>
    </section>
  );
};

export const INBOX_LABELS = {
  id: INBOX.people,
  when: INBOX.when,
  where: INBOX.where,
  reason: INBOX.declineReason,
};

/** Received applications, filtered by status and posting; several can be answered at once. */
export const InboxPage: FC<{ shell: Shell; data: InboxData }> = ({ shell, data }) => {
  const { query } = data;
  const list = (
    <ul class="list" id="id">
      {data.items.map((application) => (
        <Line application={application} data={data} />
      ))}
    </ul>
  );
  const answerable =
    data.enterprise.management?.status !== "suspended" &&
    data.items.some((one) => isOpen(one) && one.card !== null);
  return (
    <>
      <ErrorSummary form={data.form} labels={INBOX_LABELS} />
      <h1>{INBOX.heading}</h1>
      <SuspendedNotice enterprise={data.enterprise} short />
      <Filters data={data} />
      {data.items.length === 0 ? <Empty text={INBOX.empty} /> : null}
      {answerable ? (
        <Form action={pathTo(query, "/enterprise/applications/several")} csrf={shell.csrf}>
          {list}
          <Several form={data.form} />
        </Form>
      ) : (
        list
      )}
      <Pager shell={shell} next={data.next} />
      {data.items.length > 0 ? (
        <section>
          <p class="row">
            <LinkButton href={pathTo(query, "/enterprise/applications.xlsx")}>
              {INBOX.downloadXlsx}
            </LinkButton>
            <LinkButton href={pathTo(query, "/enterprise/applications.csv")}>{INBOX.downloadCsv}</LinkButton>
          </p>
          <p class="quiet small">{INBOX.downloadHint}</p>
        </section>
      ) : null}
    </>
  );
};
