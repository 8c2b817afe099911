import type { FC } from "hono/jsx";
import type { LivestreamView, RecordingList } from "../../../../livestreams/index.ts";
import { Empty, Facts, Notice, Status } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate, formatTime } from "../../../text/format.ts";
import { lengthText, RECORDINGS } from "../../../text/livestreams/replay.ts";

type Recording = RecordingList["items"][number];

export type RecordingsData = {
  livestream: LivestreamView;
  items: readonly Recording[];
  /** The recording whose form was refused, because it had no reason. */
  refused: string | null;
};

const MEGABYTE = 1_000_000;

const factsOf = ({
  lengthMs,
  size,
  sha256,
  takenAt,
  sealedAt,
  keepUntil,
  deletedAt,
  film,
  fault,
}: Recording) => [
  ...(lengthMs === null ? [] : [{ term: RECORDINGS.length, value: lengthText(lengthMs) }]),
  ...(size === null
    ? []
    : [{ term: RECORDINGS.size, value: RECORDINGS.megabytes((size / MEGABYTE).toFixed(1)) }]),
  ...(deletedAt
    ? [{ term: RECORDINGS.deleted, value: RECORDINGS.deletedAt(formatTime(deletedAt)) }]
    : [{ term: RECORDINGS.film, value: RECORDINGS.films[film] }]),
  ...(fault && !deletedAt ? [{ term: RECORDINGS.problem, value: RECORDINGS.faults[fault] }] : []),
  ...(takenAt === null && fault === null ? [{ term: RECORDINGS.problem, value: RECORDINGS.waiting }] : []),
  ...(keepUntil && !deletedAt ? [{ term: RECORDINGS.kept, value: formatDate(keepUntil) }] : []),
  ...(takenAt
    ? [
        {
          term: RECORDINGS.sealed,
          value: sealedAt ? RECORDINGS.sealedAt(formatTime(sealedAt)) : RECORDINGS.notSealed,
        },
      ]
    : []),
  ...(sha256 ? [{ term: RECORDINGS.hash, value: <code>{sha256}</code> }] : []),
];

/** The form that takes a recording out of public view, for a reason. */
const HideForm: FC<{ shell: Shell; action: string; id: string; refused: boolean }> = (props) => (
  <details class="sheet" open={props.refused}>
    <summary>{RECORDINGS.hide}</summary>
    {props.refused ? <Notice kind="warning">{RECORDINGS.noReason}</Notice> : null}
    <Form action={props.action} csrf={props.shell.csrf}>
      <div class="field">
        <label for={`reason-${props.id}`}>{RECORDINGS.reason}</label>
        <p class="hint" id={`hint-${props.id}`}>
          {RECORDINGS.reasonHint}
        </p>
        <textarea
          id={`reason-${props.id}`}
          name="reason"
          rows={2}
          maxlength={300}
          aria-required="true"
          aria-describedby={`hint-${props.id}`}
        />
      </div>
      <Button kind="danger" name="action" value="hide">
        {RECORDINGS.hide}
      </Button>
    </Form>
  </details>
);

/** The things that officers may do with a recording: save it, take it out of public view, show it again. */
const Acts: FC<{ shell: Shell; path: string; recording: Recording; refused: boolean }> = ({
  shell,
  path,
  recording: { id, hidden, takenAt, deletedAt },
  refused,
}) => {
  if (!takenAt || deletedAt) return null;
  const action = `${path}/${id}`;
  return (
    <>
      <p>
        <LinkButton href={`${action}/file`}>{RECORDINGS.save}</LinkButton>
      </p>
      {hidden ? (
        <Form action={action} csrf={shell.csrf}>
          <Button name="action" value="show">
            {RECORDINGS.show}
          </Button>
        </Form>
      ) : (
        <HideForm shell={shell} action={action} id={id} refused={refused} />
      )}
    </>
  );
};

/** The recordings of a livestream for officers: evidence, terms, receipts, and what the public sees. */
export const RecordingsPage: FC<{ shell: Shell; data: RecordingsData }> = ({ shell, data }) => {
  const { livestream, items, refused } = data;
  const path = `/union/livestreams/${livestream.id}/recordings`;
  return (
    <div class="narrow">
      <h1>{RECORDINGS.title}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}`}>{livestream.title}</a>
      </p>
      <p class="quiet">{RECORDINGS.lead}</p>
      {items.length === 0 ? <Empty text={RECORDINGS.none} /> : null}
      <ol class="list">
        {items.map((recording) => (
          <li class="card stack">
            <div class="head">
              <h2>{RECORDINGS.take(formatTime(recording.startsAt))}</h2>
              {recording.hidden ? <Status kind="stopped">{RECORDINGS.hidden}</Status> : null}
            </div>
            {recording.hidden ? (
              <div>
                <Notice kind="warning">
                  {RECORDINGS.hiddenBecause(formatTime(recording.hidden.at), recording.hidden.reason)}
                </Notice>
              </div>
            ) : null}
            <Facts items={factsOf(recording)} />
            <Acts shell={shell} path={path} recording={recording} refused={refused === recording.id} />
          </li>
        ))}
      </ol>
    </div>
  );
};
