import type { FC } from "hono/jsx";
import { MANAGED_STATUSES, type ManagedPosting, type ManagedStatus } from "../../../../postings/index.ts";
import { Pages, Table } from "../../../components/blocks.tsx";
import { Button, Check, EMPTY_FORM, Field, Form } from "../../../components/forms.tsx";
import { Downloads, ListFilter, ListSearch, NoneListed } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { describe, isCode } from "../../../text/errors/index.ts";
import { formatPayInFull } from "../../../text/format.ts";
import { POSTING } from "../../../text/public/pages.ts";
import { ELEMENT, ENTERPRISES, POSTING_STATUS, POSTINGS } from "../../../text/union/pages.ts";
import { ObjectionsLink } from "../objections/objections-link-section.tsx";
import { missingText, PostingState } from "./posting-state-section.tsx";

type PostingsData = {
  items: ManagedPosting[];
  counts: Record<ManagedStatus, number>;
  status: string | null;
  /** Words that the list is searched for; null for all. */
  words: string | null;
  importId: string | null;
  enterpriseId: string | null;
  next: string | null;
  validThrough: string;
  /** Number of objections that wait for the officer. */
  objections: number;
  /** Number of complaints from the public that wait for the officer. */
  complaints: number;
};

/** Bulk actions on the postings of an import: complete, submit, publish as reposts. */
const Bulk: FC<{ shell: Shell; importId: string; validThrough: string }> = ({
  shell,
  importId,
  validThrough,
}) => {
  const form = { ...EMPTY_FORM, values: { validThrough } };
  return (
    <details class="sheet" open>
      <summary>{POSTINGS.bulk}</summary>
      <Form action="/union/postings/bulk" csrf={shell.csrf}>
        <input type="hidden" name="importId" value={importId} />
        <Field form={form} name="validThrough" label={POSTINGS.validThrough} type="date" />
        <Check name="suggestDuties" checked>
          {POSTINGS.completeHint}
        </Check>
        <Check name="confirmDuties">{POSTINGS.confirmDuties}</Check>
        <p class="row">
          <Button name="action" value="complete">
            {POSTINGS.complete}
          </Button>
          <Button name="action" value="submit">
            {POSTINGS.submit}
          </Button>
          <Button kind="primary" name="action" value="repost">
            {POSTINGS.repost}
          </Button>
        </p>
        <p class="quiet">{POSTINGS.repostHint}</p>
      </Form>
    </details>
  );
};

export const PostingsPage: FC<{ shell: Shell; data: PostingsData }> = ({ shell, data }) => (
  <>
    <h1>{POSTINGS.heading}</h1>
    <ObjectionsLink n={data.objections} complaints={data.complaints} />
    <ListSearch shell={shell} label={POSTINGS.search} />
    <ListFilter
      shell={shell}
      name="status"
      current={data.status}
      choices={MANAGED_STATUSES.map((value) => ({
        value,
        text: POSTING_STATUS[value] ?? value,
        n: data.counts[value],
      }))}
    />
    {data.importId ? <Bulk shell={shell} importId={data.importId} validThrough={data.validThrough} /> : null}
    {data.items.length === 0 ? (
      <NoneListed words={data.words} none={POSTINGS.empty} />
    ) : (
      <Table
        caption={POSTINGS.title}
        columns={[
          {
            head: POSTINGS.title,
            cell: (row: ManagedPosting) => <a href={`/union/postings/${row.id}`}>{row.title}</a>,
          },
          { head: POSTING.employer, cell: (row: ManagedPosting) => row.employer.name },
          { head: POSTING.pay, cell: (row: ManagedPosting) => formatPayInFull(row.pay) },
          {
            head: ENTERPRISES.state,
            cell: (row: ManagedPosting) => (
              <>
                <PostingState posting={row} /> <span class="small">{missingText(row)}</span>
              </>
            ),
          },
        ]}
        rows={data.items}
      />
    )}
    <Pages shell={shell} next={data.next} />
    {data.items.length > 0 ? <Downloads shell={shell} /> : null}
  </>
);

export const reasonText = (code: string) => (isCode(code) ? describe(code).title : (ELEMENT[code] ?? code));
