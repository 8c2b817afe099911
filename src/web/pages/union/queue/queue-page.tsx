import type { FC } from "hono/jsx";
import type { MarkList } from "../../../../livestreams/index.ts";
import {
  type ManagedPosting,
  type QueueItem,
  RETURN_REASONS,
  type ReturnReason,
} from "../../../../postings/index.ts";
import { Empty, Facts, Pages, Status } from "../../../components/blocks.tsx";
import { Button, Check, EMPTY_FORM, LinkButton, TextArea } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatAge } from "../../../text/format.ts";
import { ENTERPRISES, QUEUE, REASON } from "../../../text/union/pages.ts";
import { MarksLink } from "../../livestreams/spoken-claims/marks-link-section.tsx";
import { ObjectionsLink } from "../objections/objections-link-section.tsx";
import type { Done } from "./decision.ts";
import { DoneSection } from "./done-section.tsx";
import { Evidence } from "./evidence-section.tsx";
import { ItemForm, type ItemProps } from "./item-form.tsx";

const reasons = Object.keys(RETURN_REASONS) as ReturnReason[];

const Return: FC<ItemProps & { rev: number }> = ({ rev, ...props }) => (
  <details class="sheet">
    <summary>{QUEUE.return}</summary>
    <ItemForm {...props} action={`/union/reviews/${props.item.id}/return`}>
      <input type="hidden" name="ifRev" value={String(rev)} />
      <fieldset class="field">
        <legend>{QUEUE.reasons}</legend>
        {reasons.map((code) => (
          <Check name="reasons" value={code}>
            {REASON[code]}
          </Check>
        ))}
      </fieldset>
      <div class="field">
        <label for={`note-${props.item.id}`}>{QUEUE.note}</label>
        <textarea id={`note-${props.item.id}`} name="note" rows={2} />
      </div>
      <Button kind="danger">{QUEUE.sendBack}</Button>
    </ItemForm>
  </details>
);

const PostingItem: FC<ItemProps & { posting: ManagedPosting }> = ({ posting, ...props }) => (
  <>
    <h2 tabindex={-1}>{posting.title}</h2>
    <p>
      <a href={`/union/enterprises/${props.item.employer.id}`}>{props.item.employer.name}</a>{" "}
      <Status kind={props.item.employer.status === "verified" ? "done" : "waiting"}>
        {ENTERPRISES.status[props.item.employer.status] ?? props.item.employer.status}
      </Status>
    </p>
    <Evidence posting={posting} />
    <ItemForm {...props} action={`/union/reviews/${props.item.id}/approve`}>
      <input type="hidden" name="ifRev" value={String(posting.rev)} />
      <Button kind="primary" hook="approve">
        {QUEUE.approve}
      </Button>
    </ItemForm>
    <Return {...props} rev={posting.rev} />
  </>
);

/** A claim or an enterprise to verify, with its credit code and the forms to decide. */
const EnterpriseItem: FC<ItemProps> = (props) => {
  const { item } = props;
  const claim = item.kind === "claim";
  const base = claim ? `/union/claims/${item.id}` : `/union/enterprises/${item.id}`;
  return (
    <>
      <h2 tabindex={-1}>
        {claim ? QUEUE.claim : QUEUE.registration}: {item.employer.name}
      </h2>
      <Facts
        items={[
          { term: QUEUE.code, value: item.claim?.uscc ?? null },
          ...(item.claim?.usccCheck
            ? [{ term: QUEUE.codeCheck, value: QUEUE.codeState[item.claim.usccCheck] ?? null }]
            : []),
          ...(item.claim?.refusalReason
            ? [{ term: ENTERPRISES.refused, value: item.claim.refusalReason }]
            : []),
          ...(claim ? [{ term: QUEUE.statement, value: item.claim?.statement ?? null }] : []),
          { term: QUEUE.claimant, value: item.claim?.claimant ?? null },
          {
            term: QUEUE.phone,
            value: item.claim?.phone ? <a href={`tel:${item.claim.phone}`}>{item.claim.phone}</a> : null,
          },
        ]}
      />
      <p class="quiet">{ENTERPRISES.verifyHint}</p>
      <ItemForm {...props} action={`${base}/approve`}>
        {item.claim?.usccCheck === "failed" ? <Check name="overrideUscc">{QUEUE.override}</Check> : null}
        <Button kind="primary" hook="approve">
          {QUEUE.approve}
        </Button>
      </ItemForm>
      <details class="sheet">
        <summary>{QUEUE.reject}</summary>
        {claim ? null : <p class="quiet">{ENTERPRISES.refuseHint}</p>}
        <ItemForm {...props} action={`${base}/${claim ? "reject" : "refuse"}`}>
          <TextArea form={EMPTY_FORM} name="reason" label={QUEUE.rejectReason} rows={2} required />
          <Button kind="danger">{QUEUE.reject}</Button>
        </ItemForm>
      </details>
    </>
  );
};

type QueueData = {
  items: QueueItem[];
  total: number;
  /** Number of objections that wait for the officer. */
  objections: number;
  /** Open marks of presenters that wait for the officer. */
  marks: MarkList["counts"];
  /** Cursor of this page; undefined for the first page. */
  cursor: string | undefined;
  next: string | null;
  now: Date;
  done: Done | null;
  /** The item to open; null for the first one. */
  current: QueueItem | null;
};

const Item: FC<ItemProps & { now: Date }> = ({ now, ...props }) => (
  <>
    <p class="quiet small">{QUEUE.waiting(formatAge(props.item.at, now))}</p>
    {props.item.posting ? (
      <PostingItem {...props} posting={props.item.posting} />
    ) : (
      <EnterpriseItem {...props} />
    )}
  </>
);

/** The review queue, oldest first. The text about the last decision stands above the item after it. */
export const QueuePage: FC<{ shell: Shell; data: QueueData }> = ({ shell, data }) => {
  const { items, cursor, current, now } = data;
  const done = data.done ? <DoneSection shell={shell} done={data.done} cursor={cursor} /> : null;
  return (
    <div class="narrow">
      <h1>{QUEUE.heading}</h1>
      {current ? null : done}
      <ObjectionsLink n={data.objections} />
      <MarksLink counts={data.marks} />
      <p>{QUEUE.count(data.total)}</p>
      {items.length > 0 ? <p class="quiet small no-print">{QUEUE.keys}</p> : null}
      {items.length === 0 ? (
        <Empty text={data.objections + data.marks.open > 0 ? QUEUE.emptyHere : QUEUE.empty}>
          <LinkButton href="/union/imports">{QUEUE.more}</LinkButton>
        </Empty>
      ) : null}
      <ol class="queue" data-queue>
        {items.map((item) => (
          <>
            {item === current ? <li>{done}</li> : null}
            <li
              class="card item"
              data-item
              {...(item === current ? { "data-current": true } : {})}
              id={`item-${item.id}`}
            >
              <Item shell={shell} item={item} cursor={cursor} now={now} />
            </li>
          </>
        ))}
      </ol>
      <Pages shell={shell} next={data.next} />
    </div>
  );
};
