import type { FC } from "hono/jsx";
import { MANAGED_STATUSES, type ManagedPosting, type ManagedStatus } from "../../../../postings/index.ts";
import { CountedChips, Empty, Pages, Table } from "../../../components/blocks.tsx";
import { Button, Check, EMPTY_FORM, Field, Form } from "../../../components/forms.tsx";
import { Downloads, ListSearch } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { listAddress } from "../../../links/pages.ts";
import { LIST } from "../../../text/common.ts";
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

/** Returns the address of the list with a status, for the same words, import and enterprise. */
const pathTo = ({ importId, enterpriseId, words }: PostingsData, status: string | null) => {
  const asked = { status, importId, enterpriseId, q: words };
  const query = Object.entries(asked).flatMap(([key, value]) => (value ? [[key, value]] : []));
  return listAddress("/union/postings", new URLSearchParams(query));
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
    <CountedChips
      all={{ href: pathTo(data, null), text: ENTERPRISES.all, current: data.status === null }}
      parts={MANAGED_STATUSES.map((status) => ({
        href: pathTo(data, status),
        text: POSTING_STATUS[status] ?? status,
        n: data.counts[status],
        current: status === data.status,
      }))}
    />
    {data.importId ? <Bulk shell={shell} importId={data.importId} validThrough={data.validThrough} /> : null}
    {data.items.length === 0 ? (
      <Empty text={data.words ? LIST.noneFound(data.words) : POSTINGS.empty} />
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
