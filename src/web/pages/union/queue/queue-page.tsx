import type { FC } from "hono/jsx";
import type { RegistrationView } from "../../../../fairs/index.ts";
import type { Page } from "../../../../platform/core/cursor.ts";
import { FORM_TOKEN } from "../../../../platform/http/index.ts";
import type { QueueItem } from "../../../../postings/index.ts";
import type { Colleague, WorkCounts, WorkItem } from "../../../../worklist/index.ts";
import { Empty, Pages, Status } from "../../../components/blocks.tsx";
import { Button, LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { Downloads } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { formatAge, formatReference } from "../../../text/format.ts";
import { ENTERPRISES, QUEUE } from "../../../text/union/pages.ts";
import { WORK } from "../../../text/union/worklist.ts";
import type { Done } from "./done.ts";
import { DoneSection } from "./done-section.tsx";
import { Filters } from "./filters-section.tsx";
import { EnterpriseItem } from "./items/enterprise-item-section.tsx";
import { dueText, headingOf, lineAbout, placeToDecide } from "./items/item-words.ts";
import { OwnerForms } from "./items/owner-section.tsx";
import { PostingItem } from "./items/posting-item-section.tsx";
import { RecommendationItem } from "./items/recommendation-item-section.tsx";
import { filterOf, pathTo, type QueueQuery, queryText } from "./queue-query.ts";

export type QueueData = Page<WorkItem> & {
  query: QueueQuery;
  counts: WorkCounts;
  /** What the queue decides itself, by the id of the item. */
  reviews: ReadonlyMap<string, QueueItem>;
  registrations: ReadonlyMap<string, RegistrationView>;
  colleagues: readonly Colleague[];
  names: CodeNames;
  now: Date;
  done: Done | null;
  /** The item to open; null for the first one. */
  current: WorkItem | null;
};

type ItemData = { shell: Shell; item: WorkItem; data: QueueData };

/** What decides an item: forms, or the way to the page that has them. */
const Decision: FC<ItemData> = ({ shell, item, data }) => {
  const review = data.reviews.get(item.id);
  const registration = data.registrations.get(item.id);
  const props = { shell, item, query: data.query };
  const place = placeToDecide(item);
  if (item.kind === "posting" && review?.posting) return <PostingItem {...props} posting={review.posting} />;
  if (review) return <EnterpriseItem {...props} review={review} />;
  if (item.kind === "recommendation" && registration)
    return <RecommendationItem {...props} registration={registration} names={data.names} />;
  return place ? (
    <p>
      <LinkButton href={place} kind="primary">
        {WORK.go}
      </LinkButton>
    </p>
  ) : null;
};

const Item: FC<ItemData & { open: boolean }> = ({ open, ...props }) => {
  const { item, data } = props;
  const { employer, owner } = item;
  const review = data.reviews.get(item.id)?.posting;
  const alike = data.counts.enterprises.find(({ id }) => id === employer?.id)?.n ?? 0;
  return (
    <>
      <div class="title-line">
        <h2 tabindex={-1}>{headingOf(item)}</h2>
        {review && !item.marked ? (
          <label class="check">
            <input type="checkbox" name="ticked" value={`${item.id}.${review.rev}`} form="several" />
            <span>
              {WORK.tick}
              <span class="sr"> {item.title}</span>
            </span>
          </label>
        ) : null}
      </div>
      <p>
        {employer && !headingOf(item).includes(employer.name) ? (
          <>
            <a href={`/union/enterprises/${employer.id}`}>{employer.name}</a>{" "}
            {item.kind === "posting" ? (
              <Status kind={employer.status === "verified" ? "done" : "waiting"}>
                {ENTERPRISES.status[employer.status] ?? employer.status}
              </Status>
            ) : null}
          </>
        ) : null}
        {item.marked ? <Status kind="waiting">{WORK.flagged}</Status> : null}
        {item.overdue ? <Status kind="stopped">{WORK.overdue}</Status> : null}
      </p>
      <p class="quiet small">
        {WORK.times(formatAge(item.since, data.now), dueText(item), item.overdue)}
        {item.county ? ` · ${data.names.division(item.county) ?? ""}` : ""}
        {item.kind === "posting" ? ` · ${COMMON.reference} ${formatReference(item.id)}` : ""}
        {owner ? ` · ${WORK.ownerIs(owner.label, owner.mine)}` : ""}
      </p>
      {lineAbout(item) ? <p>{lineAbout(item)}</p> : null}
      <details class="body" data-body open={open}>
        <summary>{WORK.open}</summary>
        <Decision {...props} />
        <OwnerForms shell={props.shell} item={item} query={data.query} colleagues={data.colleagues} />
        {employer ? (
          <p class="row">
            <a href={`/union/enterprises/${employer.id}`}>{WORK.enterprisePage}</a>
            {alike > 1 ? (
              <a href={pathTo({ ...filterOf(data.query), enterpriseId: employer.id })}>{WORK.ofEnterprise}</a>
            ) : null}
          </p>
        ) : null}
      </details>
    </>
  );
};

/** The form that approves several postings at once; the ticks of the items belong to it. */
const Several: FC<{ shell: Shell; data: QueueData }> = ({ shell, data }) => {
  const clear = data.items.flatMap((item) => {
    const posting = item.marked ? null : data.reviews.get(item.id)?.posting;
    return posting ? [`${item.id}.${posting.rev}`] : [];
  });
  if (clear.length === 0) return null;
  return (
    <form method="post" action="/union/reviews/several" id="several" class="several">
      <input type="hidden" name={FORM_TOKEN} value={shell.csrf} />
      <input type="hidden" name="desk" value={queryText(data.query).toString()} />
      <input type="hidden" name="clear" value={clear.join(",")} />
      <p class="row">
        <Button name="which" value="ticked">
          {WORK.approveTicked}
        </Button>
        <Button name="which" value="clear">
          {WORK.approveClear(clear.length)}
        </Button>
      </p>
    </form>
  );
};

/**
 * All that waits for the officer, the earliest due first. The text about the last act stands above the item
 * after it.
 */
export const QueuePage: FC<{ shell: Shell; data: QueueData }> = ({ shell, data }) => {
  const { items, current, query, counts } = data;
  const n = query.kind
    ? counts.kinds[query.kind]
    : Object.values(counts.kinds).reduce((sum, each) => sum + each, 0);
  const filtered = Object.values(filterOf(query)).some((value) => value !== undefined);
  const done = data.done ? (
    <DoneSection shell={shell} done={data.done}>
      <input type="hidden" name="desk" value={queryText(query).toString()} />
    </DoneSection>
  ) : null;
  const opened = current ?? items[0];
  return (
    <div class="narrow">
      <h1>{QUEUE.heading}</h1>
      {current ? null : done}
      <p>{(filtered ? WORK.found : WORK.summary)(n, counts.overdue)}</p>
      <Filters shell={shell} query={query} counts={counts} names={data.names} found={n} />
      {items.length > 0 ? <p class="quiet small no-print keys">{WORK.keys}</p> : null}
      {items.length === 0 ? (
        <Empty text={filtered ? WORK.nothing : QUEUE.empty}>
          {filtered ? (
            <LinkButton href="/union" kind="primary">
              {WORK.clear}
            </LinkButton>
          ) : (
            <LinkButton href="/union/imports">{QUEUE.more}</LinkButton>
          )}
        </Empty>
      ) : null}
      <Several shell={shell} data={data} />
      <ol class="queue" data-queue>
        {items.map((item) => (
          <>
            {item === current && done ? <li>{done}</li> : null}
            <li
              class="card item"
              data-item
              {...(item === current ? { "data-current": true } : {})}
              id={`item-${item.id}`}
            >
              <Item shell={shell} item={item} data={data} open={item === opened} />
            </li>
          </>
        ))}
      </ol>
      <Pages shell={shell} next={data.nextCursor} at={pathTo(query)} />
      {items.length > 0 ? <Downloads shell={shell} at={pathTo(query, "/union/work")} /> : null}
    </div>
  );
};
