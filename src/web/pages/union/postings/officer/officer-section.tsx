import type { FC } from "hono/jsx";
import type { OriginalRow } from "../../../../../imports/index.ts";
import type { ManagedPosting } from "../../../../../postings/index.ts";
import { Facts, Notice, Status, type Term } from "../../../../components/blocks.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { formatReference, formatTime } from "../../../../text/format.ts";
import { IMPORTS } from "../../../../text/imports/pages.ts";
import { ENTERPRISES, POSTINGS } from "../../../../text/union/pages.ts";
import { POSTING_REVIEW } from "../../../../text/union/posting-review.ts";
import type { Done } from "../../queue/done.ts";
import { DoneSection } from "../../queue/done-section.tsx";
import { Approve } from "../../queue/items/approve-section.tsx";
import { Evidence, Flags } from "../../queue/items/evidence-section.tsx";
import { Return } from "../../queue/items/return-section.tsx";
import { PostingState } from "../posting-state-section.tsx";
import { Original } from "./original-section.tsx";

export type OfficerData = {
  posting: ManagedPosting;
  row: OriginalRow | null;
  names: CodeNames;
  done: Done | null;
};

/** The field by which a decision returns to the posting's own page. */
const Own: FC<{ id: string }> = ({ id }) => <input type="hidden" name="own" value={id} />;

/** Returns how a posting came, with the way to the whole file. */
function originOf({ posting, row }: OfficerData): Term[] {
  const submitted = posting.submittedAt
    ? [{ term: POSTING_REVIEW.submitted, value: formatTime(posting.submittedAt) }]
    : [];
  if (row)
    return [
      {
        term: POSTING_REVIEW.origin,
        value: (
          <>
            {POSTING_REVIEW.byImport(row.filename, IMPORTS.rowAt(row.sheet, row.row))}{" "}
            <a href={`/union/imports/${row.importId}/rows`}>{POSTING_REVIEW.rows}</a>
          </>
        ),
      },
      { term: POSTING_REVIEW.importDay, value: formatTime(row.importedAt) },
      ...submitted,
    ];
  const how = posting.sourceName ? POSTING_REVIEW.bySource(posting.sourceName) : POSTING_REVIEW.byForm;
  return [{ term: POSTING_REVIEW.origin, value: how }, ...submitted];
}

/** The forms that decide a posting, as its state allows. */
const Decision: FC<{ shell: Shell; posting: ManagedPosting }> = ({ shell, posting }) => {
  const { id, status, employer } = posting;
  const foreign = posting.importId !== null || posting.sourceName !== null;
  if (employer.status === "suspended" && status !== "closed")
    return <Notice kind="warning">{POSTING_REVIEW.suspended}</Notice>;
  if (status === "submitted")
    return (
      <section class="card">
        <h2>{POSTING_REVIEW.decide}</h2>
        <Evidence posting={posting} />
        <Approve shell={shell} posting={posting} place={<Own id={id} />} />
        <Return shell={shell} posting={posting}>
          <Own id={id} />
        </Return>
      </section>
    );
  if (status !== "draft") return null;
  if (posting.returnReasons?.length) return <p class="quiet">{POSTING_REVIEW.returnedWaits}</p>;
  return foreign ? (
    <section class="card">
      <h2>{POSTING_REVIEW.decideDraft}</h2>
      <p class="quiet">{POSTING_REVIEW.draftHint}</p>
      <Form action={`/union/postings/${id}/repost`} csrf={shell.csrf}>
        {posting.sourceName ? null : (
          <div class="field">
            <label for="repost-source">{POSTINGS.source}</label>
            <p class="hint" id="repost-hint">
              {POSTING_REVIEW.sourceHint}
            </p>
            <input
              type="text"
              id="repost-source"
              name="sourceName"
              maxlength={120}
              aria-describedby="repost-hint"
            />
          </div>
        )}
        {posting.validThrough ? null : (
          <div class="field">
            <label for="repost-day">{POSTINGS.validThrough}</label>
            <input type="date" id="repost-day" name="validThrough" />
          </div>
        )}
        <Button>{POSTING_REVIEW.repost}</Button>
      </Form>
    </section>
  ) : null;
};

/**
 * The part of a posting's page that only its officers see: the last act, the employer, how the posting came,
 * what it was read from, and the decision.
 */
export const OfficerSection: FC<{ shell: Shell; data: OfficerData }> = ({ shell, data }) => {
  const { posting, row, names, done } = data;
  const { employer } = posting;
  return (
    <>
      {done ? (
        <DoneSection shell={shell} done={done}>
          <Own id={posting.id} />
        </DoneSection>
      ) : null}
      <Facts
        items={[
          {
            term: POSTING_REVIEW.employer,
            value: (
              <>
                <a href={`/union/enterprises/${employer.id}`}>{employer.name}</a>{" "}
                <Status kind={employer.status === "verified" ? "done" : "waiting"}>
                  {ENTERPRISES.status[employer.status] ?? employer.status}
                </Status>
              </>
            ),
          },
          { term: POSTING_REVIEW.state, value: <PostingState posting={posting} /> },
          ...originOf(data),
          { term: POSTING_REVIEW.reference, value: formatReference(posting.id) },
        ]}
      />
      <Decision shell={shell} posting={posting} />
      {posting.status === "submitted" ? null : <Flags posting={posting} />}
      <Original posting={posting} row={row} names={names} />
      <p>
        <a href="/union">{POSTING_REVIEW.toQueue}</a>
      </p>
    </>
  );
};
