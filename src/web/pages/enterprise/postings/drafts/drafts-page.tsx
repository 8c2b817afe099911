import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../../enterprises/index.ts";
import { FORM_TOKEN } from "../../../../../platform/http/index.ts";
import { DRAFT_PARTS, type DraftPart, type ManagedPosting } from "../../../../../postings/index.ts";
import { CountedChips, Empty, Facts, Notice, Pages } from "../../../../components/blocks.tsx";
import { Button, Check, ErrorSummary, type FormState, LinkButton } from "../../../../components/forms.tsx";
import { ListSearch } from "../../../../components/search/list-tools.tsx";
import { fieldText, fieldTexts, isRefused } from "../../../../forms.ts";
import type { Shell } from "../../../../layout.tsx";
import { COMMON } from "../../../../text/common.ts";
import { DRAFT_PART, DRAFTS } from "../../../../text/enterprise/drafts.ts";
import { EDITOR_LABELS } from "../../../editor/posting-form.tsx";
import type { NamedPay } from "../../../editor/trade-pay-section.tsx";
import { OWN_IMPORTS } from "../../../union/imports/import-path.ts";
import { SuspendedNotice } from "../../suspended-section.tsx";
import { type Done, DraftRow, ROW_FIELDS, SEND_FORM } from "./draft-row-section.tsx";
import { DRAFTS_PATH, type DraftsAsked, draftsPath } from "./drafts-query.ts";

export type DraftsData = {
  enterprise: EnterpriseView;
  asked: DraftsAsked;
  items: ManagedPosting[];
  counts: Record<DraftPart | "unconfirmed", number>;
  next: string | null;
  /** The form of the row that is edited. */
  editing: FormState;
  /** The pay of the trade of that row. */
  pay: NamedPay | null;
  /** The form of the ticks: refused if nothing was ticked. */
  sending: FormState;
  /** The draft on which the last act was done. */
  done: { id: string; what: Done } | null;
};

const Send: FC<{ shell: Shell; data: DraftsData }> = ({ shell, data: { asked, counts, sending } }) => (
  <section class="card" id="send-card">
    <ErrorSummary form={sending} labels={{ id: DRAFTS.ticks }} />
    <form
      id={SEND_FORM}
      method="post"
      action={draftsPath({ ...asked, edit: null }, `${DRAFTS_PATH}/send`)}
      novalidate
    >
      <input type="hidden" name={FORM_TOKEN} value={shell.csrf} />
      {counts.unconfirmed > 0 ? <Check name="confirmDuties">{DRAFTS.confirmDuties}</Check> : null}
      <p class="row">
        {counts.ready > 0 ? (
          <Button kind="primary" name="what" value="all">
            {DRAFTS.sendAll(counts.ready)}
          </Button>
        ) : null}
        <Button name="what" value="ticked">
          {DRAFTS.sendTicked}
        </Button>
      </p>
    </form>
  </section>
);

/** Shows the text that somebody typed into a row, after its posting stopped being a draft. */
const Overtaken: FC<{ data: DraftsData }> = ({ data: { asked, items, editing } }) =>
  asked.edit === null || !isRefused(editing) || items.some(({ id }) => id === asked.edit) ? null : (
    <Notice kind="warning">
      <p>
        <b>{DRAFTS.nowSent}</b> <a href={`/enterprise/postings/${asked.edit}`}>{DRAFTS.toPosting}</a>
      </p>
      <p>{COMMON.written}</p>
      <Facts
        items={ROW_FIELDS.map((name) => ({
          term: EDITOR_LABELS[name] ?? name,
          value: fieldText(editing.values, name),
        }))}
      />
    </Notice>
  );

const Rows: FC<{ shell: Shell; data: DraftsData }> = ({ shell, data }) => {
  const { asked, items, done } = data;
  const ticked = new Set(fieldTexts(data.sending.values, "id"));
  return (
    <div class="scroll">
      <table class="stack">
        <caption>{DRAFTS.title}</caption>
        <thead>
          <tr>
            {[DRAFTS.posting, DRAFTS.state, DRAFTS.act].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((posting) => (
            <DraftRow
              posting={posting}
              ticked={ticked.has(posting.id)}
              done={done?.id === posting.id ? done.what : null}
              edit={draftsPath({ ...asked, edit: posting.id })}
              form={
                asked.edit === posting.id
                  ? {
                      state: data.editing,
                      pay: data.pay,
                      action: draftsPath({ ...asked, edit: null }, `${DRAFTS_PATH}/${posting.id}`),
                      closed: draftsPath({ ...asked, edit: null }),
                      csrf: shell.csrf,
                    }
                  : null
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Returns the address of the list, without the row that is edited; after a form, that of its first page. */
function listedAt(path: string, first: Parameters<typeof draftsPath>[0]): string {
  const { pathname, searchParams } = new URL(path, "http://localhost");
  if (pathname !== DRAFTS_PATH) return draftsPath(first);
  for (const name of ["edit", "saved", "copied"]) searchParams.delete(name);
  searchParams.set("enterprise", first.enterpriseId);
  return `${pathname}?${searchParams}`;
}

/** The drafts of an enterprise as one table: ticks, what each lacks, a form in place, sending together. */
export const DraftsPage: FC<{ shell: Shell; data: DraftsData }> = ({ shell, data }) => {
  const { asked, enterprise, counts, items } = data;
  const first = { ...asked, cursor: null, edit: null };
  const list = listedAt(shell.path, first);
  const suspended = enterprise.management?.status === "suspended";
  return (
    <>
      <h1>{DRAFTS.heading}</h1>
      <SuspendedNotice enterprise={enterprise} short />
      <Overtaken data={data} />
      <p class="row">
        <LinkButton href={`${OWN_IMPORTS}?enterprise=${asked.enterpriseId}`}>{DRAFTS.toSheet}</LinkButton>
        <LinkButton href={`/enterprise/postings?enterprise=${asked.enterpriseId}`} kind="plain">
          {DRAFTS.toPostings}
        </LinkButton>
      </p>
      <ListSearch shell={shell} label={DRAFTS.search} at={draftsPath({ ...first, edit: null })} />
      <CountedChips
        all={{ href: draftsPath({ ...first, part: null }), text: DRAFTS.all, current: asked.part === null }}
        parts={DRAFT_PARTS.map((part) => ({
          href: draftsPath({ ...first, part }),
          text: DRAFT_PART[part],
          n: counts[part],
          current: part === asked.part,
        }))}
      />
      {items.length === 0 ? (
        <Empty text={asked.text ? DRAFTS.notFound(asked.text) : DRAFTS.empty} />
      ) : (
        <>
          {suspended ? null : (
            <>
              <p class="quiet">{DRAFTS.lead}</p>
              <Send shell={shell} data={data} />
            </>
          )}
          <Rows shell={shell} data={data} />
        </>
      )}
      <Pages shell={shell} next={data.next} at={list} />
    </>
  );
};
