import type { FC } from "hono/jsx";
import type { MarkList } from "../../../../livestreams/index.ts";
import { Empty, Notice, Pages, Status } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDeadline } from "../../../text/format.ts";
import { MARKS } from "../../../text/livestreams/spoken-claims.ts";
import { ClaimItem } from "./claim-section.tsx";
import { NoteForm, type RefusedNote } from "./note-form.tsx";

export type MarksData = MarkList & {
  done: string | null;
  sentence: string | null;
  refused: RefusedNote | null;
};

/** The presenters' marks that wait for this officer, the earliest due time first. */
export const MarksPage: FC<{ shell: Shell; data: MarksData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{MARKS.title}</h1>
    <p class="quiet">{MARKS.lead}</p>
    {data.done ? <Notice kind="done">{data.done}</Notice> : null}
    {data.sentence ? <Notice kind="warning">{data.sentence}</Notice> : null}
    {data.items.length === 0 ? <Empty text={MARKS.empty} /> : <p>{MARKS.count(data.counts)}</p>}
    <ol class="list">
      {data.items.map(({ livestream, claim, dueAt, overdue }) => (
        <ClaimItem claim={claim}>
          <p>
            <a href={`/union/livestreams/${livestream.id}/claims`}>{livestream.title}</a>{" "}
            {claim.presenter ? MARKS.presenter(claim.presenter) : null}
          </p>
          <p>
            <Status kind={overdue ? "stopped" : "waiting"}>{overdue ? MARKS.overdue : MARKS.open}</Status>{" "}
            {MARKS.due(formatDeadline(dueAt))}
          </p>
          <NoteForm
            shell={shell}
            action={`/union/livestreams/${livestream.id}/marks`}
            act="close"
            claimId={claim.id}
            text={MARKS.close}
            label={MARKS.note}
            refused={data.refused}
            maxlength={500}
          />
        </ClaimItem>
      ))}
    </ol>
    <Pages shell={shell} next={data.nextCursor} />
  </div>
);
