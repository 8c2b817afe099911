import type { FC } from "hono/jsx";
import type { HomeNode } from "../../../../federation/index.ts";
import type { LivestreamView, RunSheet } from "../../../../livestreams/index.ts";
import type { PostingCard } from "../../../../postings/index.ts";
import { Empty, Notice, Status } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { RUN_SHEET, STANDING } from "../../../text/livestreams/programme.ts";
import { CLAIM_CONTROL } from "../../../text/livestreams/spoken-claims.ts";
import { LivestreamPhase } from "../livestream/phase-section.tsx";
import { HomeNotice } from "../livestream/union/home-section.tsx";

export type RunSheetData = {
  livestream: LivestreamView;
  /** The node of its home city; null if that is this one. */
  home: HomeNode | null;
  items: RunSheet["items"];
  /** True while postings may be pinned. */
  pins: boolean;
  /** True until the livestream is over or cancelled. */
  editable: boolean;
  /** The text that was searched, and the first postings that match; null without a search. */
  search: { text: string; found: PostingCard[]; more: boolean } | null;
  refused: string | null;
};

type ActProps = {
  shell: Shell;
  data: RunSheetData;
  act: string;
  text: string;
  of?: { id: string; title: string };
  primary?: boolean;
};

/**
 * A button that changes the run sheet or the pin. It carries the revision and the pin that the page shows.
 */
const Act: FC<ActProps> = ({ shell, data: { livestream, search }, act, text, of, primary }) => (
  <Form action={`/union/livestreams/${livestream.id}/run-sheet`} csrf={shell.csrf}>
    <input type="hidden" name="ifRev" value={String(livestream.rev)} />
    <input type="hidden" name="from" value={livestream.pin?.postingId ?? ""} />
    <input type="hidden" name="pin" value={livestream.pin?.id ?? ""} />
    {of ? <input type="hidden" name="posting" value={of.id} /> : null}
    {search ? <input type="hidden" name="q" value={search.text} /> : null}
    <Button name="act" value={act} {...(primary ? { kind: "primary" as const } : {})}>
      {text}
      {of ? <span class="sr"> {of.title}</span> : null}
    </Button>
  </Form>
);

const Item: FC<{ shell: Shell; data: RunSheetData; n: number; item: RunSheet["items"][number] }> = ({
  shell,
  data,
  n,
  item,
}) => {
  const { items, livestream, pins, editable } = data;
  const of = { id: item.postingId, title: item.title };
  const pinned = livestream.pin?.postingId === item.postingId;
  return (
    <li class="card">
      <p>
        <b>
          {n + 1}. {item.title}
        </b>{" "}
        {item.employer}{" "}
        {pinned ? (
          <Status kind="done">{RUN_SHEET.pinned}</Status>
        ) : item.standing === "live" ? null : (
          <Status kind="stopped">{STANDING[item.standing]}</Status>
        )}
      </p>
      <div class="row">
        {pins && !pinned && item.standing === "live" ? (
          <Act shell={shell} data={data} act="pin" text={RUN_SHEET.pin} of={of} primary />
        ) : null}
        {pins && pinned ? <Act shell={shell} data={data} act="unpin" text={RUN_SHEET.unpin} of={of} /> : null}
        {editable && n > 0 ? <Act shell={shell} data={data} act="up" text={RUN_SHEET.up} of={of} /> : null}
        {editable && n < items.length - 1 ? (
          <Act shell={shell} data={data} act="down" text={RUN_SHEET.down} of={of} />
        ) : null}
        {editable ? <Act shell={shell} data={data} act="remove" text={RUN_SHEET.remove} of={of} /> : null}
      </div>
    </li>
  );
};

const Search: FC<{ shell: Shell; data: RunSheetData }> = ({ shell, data }) => {
  const { livestream, items, search } = data;
  const listed = new Set(items.map(({ postingId }) => postingId));
  return (
    <section>
      <h2>{RUN_SHEET.search}</h2>
      <search>
        <form class="search" action={`/union/livestreams/${livestream.id}/run-sheet`}>
          <label class="sr" for="q">
            {RUN_SHEET.searchLabel}
          </label>
          <input
            id="q"
            name="q"
            type="search"
            value={search?.text ?? ""}
            maxlength={200}
            autocomplete="off"
            placeholder={RUN_SHEET.searchLabel}
          />
          <button class="button primary" type="submit">
            {RUN_SHEET.search}
          </button>
        </form>
      </search>
      {search && search.found.length === 0 ? <Empty text={RUN_SHEET.nothingFound} /> : null}
      {search?.more ? <p class="quiet">{RUN_SHEET.more(search.found.length)}</p> : null}
      <ul class="list">
        {search?.found.map((card) => (
          <li class="card">
            <p>
              <b>{card.title}</b> {card.employer.name}
            </p>
            {listed.has(card.id) ? (
              <p class="quiet">{RUN_SHEET.listed}</p>
            ) : (
              <Act
                shell={shell}
                data={data}
                act="add"
                text={RUN_SHEET.add}
                of={{ id: card.id, title: card.title }}
                primary
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The run sheet: the order of the postings, the one that is being explained, and a search to add more. */
export const RunSheetPage: FC<{ shell: Shell; data: RunSheetData }> = ({ shell, data }) => {
  const { livestream, items, pins, editable, refused } = data;
  return (
    <div class="narrow">
      <h1>{RUN_SHEET.title}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}`}>{livestream.title}</a>{" "}
        <LivestreamPhase livestream={livestream} />
      </p>
      {refused ? <Notice kind="warning">{refused}</Notice> : null}
      <HomeNotice livestream={livestream} home={data.home} />
      <p class="quiet">{RUN_SHEET.lead}</p>
      {pins && items.length > 0 ? (
        <section class="card">
          <div class="row">
            <Act shell={shell} data={data} act="next" text={RUN_SHEET.next} primary />
            <LinkButton href={`/union/livestreams/${livestream.id}/claims`}>{CLAIM_CONTROL.title}</LinkButton>
          </div>
        </section>
      ) : null}
      {items.length === 0 ? <Empty text={RUN_SHEET.empty} /> : null}
      <ol class="list">
        {items.map((item, n) => (
          <Item shell={shell} data={data} n={n} item={item} />
        ))}
      </ol>
      {editable ? <Search shell={shell} data={data} /> : null}
      <p class="row">
        <LinkButton href={`/union/livestreams/${livestream.id}/questions`}>{RUN_SHEET.questions}</LinkButton>
        {pins && items.length > 0 ? null : (
          <LinkButton href={`/union/livestreams/${livestream.id}/claims`}>{CLAIM_CONTROL.title}</LinkButton>
        )}
        <LinkButton href={`/union/livestreams/${livestream.id}`}>{RUN_SHEET.back}</LinkButton>
      </p>
    </div>
  );
};
