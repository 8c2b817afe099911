import type { FC } from "hono/jsx";
import {
  type ManagedPosting,
  type QueueItem,
  RETURN_REASONS,
  type ReturnReason,
} from "../../../../postings/index.ts";
import { Empty, Facts, Notice, Pages, Status } from "../../../components/blocks.tsx";
import { Button, Check, EMPTY_FORM, Form, LinkButton, TextArea } from "../../../components/forms.tsx";
import { otherFacts } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { EDUCATION } from "../../../text/common.ts";
import { formatAge, formatDate, formatExperience, formatHeadcount, formatPay } from "../../../text/format.ts";
import { POSTING } from "../../../text/public.ts";
import { ENTERPRISES, FLAG, QUEUE, REASON } from "../../../text/union.ts";

const reasons = Object.keys(RETURN_REASONS) as ReturnReason[];

/** Returns the source's pay and what was read from it, or only the source's text if nothing was. */
function readAs(pay: ManagedPosting["pay"]): string {
  const read = formatPay(pay);
  return pay.text && pay.text.trim() !== read ? `${pay.text} → ${read}` : read;
}

/** Shows an officer the details of a posting that the law requires, and its warnings (`flags`). */
const Evidence: FC<{ posting: ManagedPosting }> = ({ posting }) => (
  <>
    {posting.flags.length > 0 ? (
      <Notice kind="waiting">
        {QUEUE.flagged}:{" "}
        {[
          ...new Set(
            posting.flags.map(({ code, text }) => `${FLAG[code] ?? code}${text ? `“${text}”` : ""}`),
          ),
        ].join("、")}
      </Notice>
    ) : null}
    <Facts
      items={[
        { term: POSTING.headcount, value: formatHeadcount(posting) },
        {
          term: POSTING.requirements,
          value:
            [
              posting.requirements,
              posting.education === null ? null : EDUCATION[posting.education],
              formatExperience(posting.experienceMinMonths),
            ]
              .filter(Boolean)
              .join("；") || null,
        },
        {
          term: POSTING.duties,
          value: posting.duties && `${posting.duties}${posting.dutiesSuggested ? QUEUE.suggested : ""}`,
        },
        { term: POSTING.place, value: posting.placeText },
        {
          term: POSTING.pay,
          value: readAs(posting.pay),
        },
        { term: POSTING.validThrough, value: posting.validThrough ? formatDate(posting.validThrough) : null },
        ...otherFacts(posting.facts),
      ]}
    />
  </>
);

const Return: FC<{ shell: Shell; item: QueueItem; rev: number }> = ({ shell, item, rev }) => (
  <details class="sheet">
    <summary>{QUEUE.return}</summary>
    <Form action={`/union/reviews/${item.id}/return`} csrf={shell.csrf}>
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
        <label for={`note-${item.id}`}>{QUEUE.note}</label>
        <textarea id={`note-${item.id}`} name="note" rows={2} />
      </div>
      <Button kind="danger">{QUEUE.sendBack}</Button>
    </Form>
  </details>
);

const PostingItem: FC<{ shell: Shell; item: QueueItem; posting: ManagedPosting }> = ({
  shell,
  item,
  posting,
}) => (
  <>
    <h2 tabindex={-1}>{posting.title}</h2>
    <p>
      <a href={`/union/enterprises/${item.employer.id}`}>{item.employer.name}</a>{" "}
      <Status kind={item.employer.status === "verified" ? "done" : "waiting"}>
        {ENTERPRISES.status[item.employer.status] ?? item.employer.status}
      </Status>
    </p>
    <Evidence posting={posting} />
    <Form action={`/union/reviews/${item.id}/approve`} csrf={shell.csrf}>
      <input type="hidden" name="ifRev" value={String(posting.rev)} />
      <Button kind="primary" hook="approve">
        {QUEUE.approve}
      </Button>
    </Form>
    <Return shell={shell} item={item} rev={posting.rev} />
  </>
);

/** A claim or an enterprise to verify, with its credit code and the forms to decide. */
const EnterpriseItem: FC<{ shell: Shell; item: QueueItem }> = ({ shell, item }) => {
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
            ? [{ term: "", value: QUEUE.codeState[item.claim.usccCheck] ?? null }]
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
      <Form action={`${base}/approve`} csrf={shell.csrf}>
        {item.claim?.usccCheck === "failed" ? <Check name="overrideUscc">{QUEUE.override}</Check> : null}
        <Button kind="primary" hook="approve">
          {QUEUE.approve}
        </Button>
      </Form>
      <details class="sheet">
        <summary>{QUEUE.reject}</summary>
        <Form action={`${base}/reject`} csrf={shell.csrf}>
          <TextArea form={EMPTY_FORM} name="reason" label={QUEUE.rejectReason} rows={2} required />
          <Button kind="danger">{QUEUE.reject}</Button>
        </Form>
      </details>
    </>
  );
};

type QueueData = {
  items: QueueItem[];
  total: number;
  next: string | null;
  now: Date;
  done: string | null;
};

/** The review queue, oldest first. */
export const QueuePage: FC<{ shell: Shell; data: QueueData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{QUEUE.heading}</h1>
    {data.done ? (
      <Notice kind={data.done === "taken" ? "warning" : "done"}>
        {data.done === "taken" ? QUEUE.taken : QUEUE.done[data.done]}
      </Notice>
    ) : null}
    <p>{QUEUE.count(data.total)}</p>
    {data.items.length > 0 ? <p class="quiet small no-print">{QUEUE.keys}</p> : null}
    {data.items.length === 0 ? (
      <Empty text={QUEUE.empty}>
        <LinkButton href="/union/imports">{QUEUE.more}</LinkButton>
      </Empty>
    ) : null}
    <ol class="queue" data-queue>
      {data.items.map((item) => (
        <li class="card item" data-item id={`item-${item.id}`}>
          <p class="quiet small">{QUEUE.waiting(formatAge(item.at, data.now))}</p>
          {item.posting ? (
            <PostingItem shell={shell} item={item} posting={item.posting} />
          ) : (
            <EnterpriseItem shell={shell} item={item} />
          )}
        </li>
      ))}
    </ol>
    <Pages next={data.next ? `/union?cursor=${encodeURIComponent(data.next)}` : null} first={null} />
  </div>
);
