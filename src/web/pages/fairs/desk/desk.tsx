import type { FC } from "hono/jsx";
import type { Booth, BoothPosting, VisitView } from "../../../../fairs/index.ts";
import { Empty, Notice, Pages, Status, Table } from "../../../components/blocks.tsx";
import { boothShut } from "../../../components/fairs.tsx";
import { Button, ErrorSummary, Form, type FormState, LinkButton } from "../../../components/forms.tsx";
import type { Names } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { BOOTH } from "../../../text/fairs/desk.ts";
import { formatDate, formatTime } from "../../../text/format.ts";
import { STATUS } from "../../../text/seeker.ts";
import { Outbox, Scan } from "./scan.tsx";

export type DeskData = {
  booth: Booth;
  postings: BoothPosting[];
  /** Null on the page that is kept for when there is no network. */
  visits: { items: VisitView[]; total: number; nextCursor: string | null } | null;
  names: Names;
  form: FormState;
  /** What was just done. */
  said: string | null;
  nonce: string;
  today: string;
};

/** What was scanned without network is still taken so long after the end. */
const HANDED_IN_MS = 86_400_000;

const LABELS = {
  code: BOOTH.code,
  postingId: BOOTH.posting,
  callName: BOOTH.callName,
  canDo: BOOTH.canDo,
  agreed: BOOTH.agreed,
  note: BOOTH.note,
  startedOn: BOOTH.startedOn,
};

type ListProps = { shell: Shell; data: DeskData; action: string; visits: VisitView[] };
type RowProps = Omit<ListProps, "visits"> & { visit: VisitView };

const Acts: FC<RowProps> = ({ shell, data, action, visit }) => {
  const shut = boothShut(data.booth, HANDED_IN_MS) !== null;
  const wanted = shut
    ? []
    : data.postings.filter(({ id }) => !visit.intents.some((one) => one.postingId === id));
  return (
    <details class="sheet no-print">
      <summary>{BOOTH.more}</summary>
      <Form action={action} csrf={shell.csrf}>
        <input type="hidden" name="act" value="note" />
        <input type="hidden" name="visitId" value={visit.id} />
        <label for={`note-${visit.id}`}>{BOOTH.note}</label>
        <input type="text" id={`note-${visit.id}`} name="note" value={visit.note ?? ""} maxlength={500} />
        <Button>{BOOTH.saveNote}</Button>
      </Form>
      {wanted.length > 0 ? (
        <Form action={action} csrf={shell.csrf}>
          <input type="hidden" name="act" value="intent" />
          <input type="hidden" name="visitId" value={visit.id} />
          <label for={`intent-${visit.id}`}>{BOOTH.intents}</label>
          <select id={`intent-${visit.id}`} name="postingId">
            {wanted.map(({ id, title }) => (
              <option value={id}>{title}</option>
            ))}
          </select>
          <Button>{BOOTH.addIntent}</Button>
        </Form>
      ) : null}
      {visit.intents
        .filter(({ startedOn }) => !startedOn)
        .map((intent) => (
          <Form action={action} csrf={shell.csrf}>
            <input type="hidden" name="act" value="start" />
            <input type="hidden" name="intentId" value={intent.id} />
            <label for={`start-${intent.id}`}>{`${BOOTH.startedOn} · ${intent.title}`}</label>
            <input id={`start-${intent.id}`} type="date" name="startedOn" value={data.today} />
            <Button>{BOOTH.start}</Button>
          </Form>
        ))}
    </details>
  );
};

const nameOf = (visit: VisitView) =>
  visit.callName ?? (visit.account && !visit.consented ? BOOTH.ended : BOOTH.noName);

const Visits: FC<ListProps> = ({ shell, data, action, visits }) => {
  const { names } = data;
  return (
    <Table
      caption={BOOTH.order}
      rows={visits}
      columns={[
        {
          head: BOOTH.who,
          cell: (visit) => (
            <>
              <b>{nameOf(visit)}</b>
              {visit.note ? <div class="quiet small">{visit.note}</div> : null}
            </>
          ),
        },
        {
          head: BOOTH.skills,
          cell: (visit) => visit.canDo ?? visit.skills.map((id) => names.occupation(id) ?? id).join("、"),
        },
        {
          head: BOOTH.applications,
          cell: (visit) =>
            visit.applications.map(({ id, title, status }) => (
              <div>
                <a href={`/enterprise/applications/${id}`}>{title}</a>{" "}
                <span class="quiet small">{STATUS[status]}</span>
              </div>
            )),
        },
        {
          head: BOOTH.intents,
          cell: (visit) =>
            visit.intents.map(({ title, startedOn }) => (
              <div>
                {title}{" "}
                {startedOn ? <Status kind="done">{BOOTH.started(formatDate(startedOn))}</Status> : null}
              </div>
            )),
        },
        { head: BOOTH.when, cell: (visit) => <span class="nowrap">{formatTime(visit.at)}</span> },
        {
          head: BOOTH.act,
          cell: (visit) => <Acts shell={shell} data={data} action={action} visit={visit} />,
        },
      ]}
    />
  );
};

/** Who came, newest first, and the list to take away. */
type CameProps = ListProps & { base: string; query: string; total: number; next: string | null };
const Came: FC<CameProps> = ({ base, query, ...props }) => (
  <>
    <h2>{BOOTH.list(props.total)}</h2>
    {props.visits.length === 0 ? (
      <Empty text={BOOTH.empty} />
    ) : (
      <>
        <p class="row no-print">
          <LinkButton href={`${base}/desk.csv${query}`}>{BOOTH.csv}</LinkButton>
          <LinkButton href={`${base}/desk.xlsx${query}`}>{BOOTH.xlsx}</LinkButton>
          <span class="quiet small">{BOOTH.printHint}</span>
        </p>
        <Visits {...props} />
        <Pages
          next={props.next ? `${base}/desk${query}&cursor=${encodeURIComponent(props.next)}` : null}
          first={null}
        />
      </>
    )}
  </>
);

const Bare: FC<{ action: string }> = ({ action }) => (
  <Notice kind="waiting">
    {BOOTH.bare} <a href={action}>{BOOTH.retry}</a>
  </Notice>
);

/** The desk at a booth: a code comes in, the list grows. Without network the form alone. */
export const DeskPage: FC<{ shell: Shell; data: DeskData }> = ({ shell, data }) => {
  const { booth, visits, form, said } = data;
  const base = `/enterprise/fairs/${booth.fairId}`;
  const query = `?enterprise=${booth.enterpriseId}`;
  const action = `${base}/desk${query}`;
  const shut = boothShut(booth, HANDED_IN_MS);
  return (
    <>
      <ErrorSummary form={form} labels={LABELS} />
      {said ? <Notice kind="done">{said}</Notice> : null}
      {visits ? null : <Bare action={action} />}
      <Outbox booth={booth} />
      <h1>{booth.fairTitle}</h1>
      <p class="row between">
        <span>{`${BOOTH.title} · ${booth.enterpriseName} · ${booth.boothCode ?? ""}`}</span>
        <span class="no-print">
          <LinkButton href={`${base}/interviews${query}`}>{BOOTH.toInterviews}</LinkButton>
        </span>
      </p>
      {shut ? <Notice kind="warning">{shut}</Notice> : <Scan shell={shell} data={data} action={action} />}
      {visits ? (
        <Came
          shell={shell}
          data={data}
          action={action}
          visits={visits.items}
          total={visits.total}
          next={visits.nextCursor}
          base={base}
          query={query}
        />
      ) : null}
      <script type="module" src={asset("booth/desk.js")} nonce={shell.nonce} />
    </>
  );
};
