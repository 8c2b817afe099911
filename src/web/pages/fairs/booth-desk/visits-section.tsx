import type { FC } from "hono/jsx";
import type { VisitView } from "../../../../fairs/index.ts";
import { Empty, Pages, Status, Table } from "../../../components/blocks.tsx";
import { boothShut } from "../../../components/fairs.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { BOOTH } from "../../../text/fairs/booth-desk.ts";
import { formatDate, formatTime } from "../../../text/format.ts";
import { STATUS } from "../../../text/seeker.ts";
import { type BoothDeskData, HANDED_IN_MS } from "./desk-data.ts";
import { Notes } from "./notes-section.tsx";

type ListProps = { shell: Shell; data: BoothDeskData; action: string; visits: VisitView[] };

type RowProps = Omit<ListProps, "visits"> & { visit: VisitView };

const VisitActions: FC<RowProps> = ({ shell, data, action, visit }) => {
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
        <input type="text" id={`note-${visit.id}`} name="note" maxlength={500} required />
        <Button>{BOOTH.addNote}</Button>
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
              <Notes notes={visit.notes} />
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
          cell: (visit) => <VisitActions shell={shell} data={data} action={action} visit={visit} />,
        },
      ]}
    />
  );
};

type CameProps = ListProps & {
  shell: Shell;
  base: string;
  query: string;
  total: number;
  next: string | null;
};

/** The visitor list, newest first, with links to download it. */
export const VisitList: FC<CameProps> = ({ base, query, ...props }) => (
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
        <Pages shell={props.shell} next={props.next} />
      </>
    )}
  </>
);
