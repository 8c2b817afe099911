import type { FC } from "hono/jsx";
import type { ClaimList, ClaimView, LivestreamView, RunSheet } from "../../../../livestreams/index.ts";
import { Empty, Notice, Pages, Status } from "../../../components/blocks.tsx";
import {
  Button,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
  Select,
  TextArea,
} from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDeadline } from "../../../text/format.ts";
import { CLAIM_CONTROL, MARKS } from "../../../text/livestreams/spoken-claims.ts";
import { LivestreamPhase } from "../livestream/phase-section.tsx";
import { ClaimItem } from "./claim-section.tsx";
import { NoteForm, type RefusedNote } from "./note-form.tsx";

export type ControlData = {
  livestream: LivestreamView;
  /** Postings of the run sheet that may be shown, or were pinned. */
  postings: RunSheet["items"];
  /** Id of the form: the same words sent twice are one check. */
  commandId: string;
  claims: ClaimList;
  form: FormState;
  /** False before the livestream is on air. */
  checks: boolean;
  done: string | null;
  /** The sentence of a step that was refused as a whole; null without one. */
  sentence: string | null;
  refused: RefusedNote | null;
};

const CheckForm: FC<{ shell: Shell; data: ControlData }> = ({ shell, data }) => {
  const { form, livestream, postings } = data;
  const { id, pin, presenters } = livestream;
  const pinned = postings.find(({ postingId }) => postingId === pin?.postingId);
  return (
    <section class="card">
      <p>
        {pinned ? CLAIM_CONTROL.pinned(`${pinned.title} · ${pinned.employer}`) : CLAIM_CONTROL.nothingPinned}
      </p>
      <Form action={`/union/livestreams/${id}/claims`} csrf={shell.csrf}>
        <ErrorSummary form={form} labels={CLAIM_CONTROL.labels} />
        <input type="hidden" name="commandId" value={data.commandId} />
        <TextArea
          form={form}
          name="said"
          label={CLAIM_CONTROL.labels.said}
          hint={CLAIM_CONTROL.saidHint}
          rows={2}
          maxlength={300}
          required
        />
        <Select
          form={form}
          name="postingId"
          label={CLAIM_CONTROL.labels.postingId}
          blank={pinned ? CLAIM_CONTROL.current : CLAIM_CONTROL.choose}
          options={postings.map(({ postingId, title, employer, standing }) => ({
            value: postingId,
            text: `${title} · ${employer}${standing === "live" ? "" : CLAIM_CONTROL.past}`,
          }))}
          required
        />
        {presenters.length > 1 ? (
          <Select
            form={form}
            name="presenter"
            label={CLAIM_CONTROL.labels.presenter}
            blank={CLAIM_CONTROL.unnamed}
            options={presenters.map(({ name }, n) => ({ value: String(n), text: name }))}
          />
        ) : null}
        <Button kind="primary" name="act" value="check">
          {CLAIM_CONTROL.check}
        </Button>
      </Form>
    </section>
  );
};

/** The clock of a mark, or how it was closed. */
const Mark: FC<{ control: NonNullable<ClaimView["control"]> }> = ({
  control: { dueAt, closedAt, closeNote },
}) =>
  dueAt === null ? null : closedAt ? (
    <p class="quiet small">{MARKS.closed(closeNote ?? "")}</p>
  ) : (
    <p>
      <Status kind="stopped">{MARKS.open}</Status>{" "}
      <a href="/union/livestream-marks">{MARKS.due(formatDeadline(dueAt))}</a>
    </p>
  );

const Item: FC<{ shell: Shell; data: ControlData; claim: ClaimView }> = ({ shell, data, claim }) => {
  const { control } = claim;
  const action = `/union/livestreams/${data.livestream.id}/claims`;
  const note = { shell, action, claimId: claim.id, refused: data.refused, maxlength: 300 };
  return (
    <ClaimItem claim={claim}>
      {claim.presenter ? <p class="quiet small">{MARKS.presenter(claim.presenter)}</p> : null}
      {control ? <Mark control={control} /> : null}
      {control?.withdrawnAt ? (
        <p>
          <Status kind="stopped">{CLAIM_CONTROL.gone}</Status>
        </p>
      ) : (
        <>
          {claim.correctedAt ? null : (
            <NoteForm {...note} act="correct" text={CLAIM_CONTROL.correct} label={CLAIM_CONTROL.correction} />
          )}
          <NoteForm
            {...note}
            act="withdraw"
            text={CLAIM_CONTROL.withdraw}
            label={CLAIM_CONTROL.reason}
            danger
          />
        </>
      )}
    </ClaimItem>
  );
};

/** The control room's page of checks: a form for what was said, and the checks, newest first. */
export const ControlPage: FC<{ shell: Shell; data: ControlData }> = ({ shell, data }) => {
  const { livestream, claims, checks, done, sentence } = data;
  return (
    <div class="narrow">
      <h1>{CLAIM_CONTROL.title}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}`}>{livestream.title}</a>{" "}
        <LivestreamPhase livestream={livestream} />
      </p>
      {done ? <Notice kind="done">{done}</Notice> : null}
      {sentence ? <Notice kind="warning">{sentence}</Notice> : null}
      <p class="quiet">{checks ? CLAIM_CONTROL.lead : CLAIM_CONTROL.early}</p>
      {checks ? <CheckForm shell={shell} data={data} /> : null}
      <h2>{CLAIM_CONTROL.list}</h2>
      {claims.marked.length > 0 ? (
        <Notice kind="warning">{CLAIM_CONTROL.marked(claims.marked.join("、"))}</Notice>
      ) : null}
      {claims.items.length === 0 ? <Empty text={CLAIM_CONTROL.none} /> : null}
      <ol class="list">
        {claims.items.map((claim) => (
          <Item shell={shell} data={data} claim={claim} />
        ))}
      </ol>
      <Pages shell={shell} next={claims.nextCursor} />
      <LinkButton href={`/union/livestreams/${livestream.id}/run-sheet`}>{CLAIM_CONTROL.back}</LinkButton>
    </div>
  );
};
