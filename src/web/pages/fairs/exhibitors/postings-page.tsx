import type { FC } from "hono/jsx";
import type { FairView } from "../../../../fairs/index.ts";
import type { SearchAnswer } from "../../../../search/index.ts";
import { Empty, Notice, Pages } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../../components/posting.tsx";
import { Chips, UnusedWords, understoodChips } from "../../../components/search/understood.tsx";
import type { Shell } from "../../../layout.tsx";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import { SEARCH } from "../../../text/public/pages.ts";
import { FairSearch } from "../fair/public/fair-page.tsx";

type FairPostingsData = {
  fair: FairView;
  answer: SearchAnswer;
  words: string;
  names: CodeNames;
  now: Date;
};

/** Search results among the fair's postings. */
export const FairPostingsPage: FC<{ shell: Shell; data: FairPostingsData }> = ({ shell, data }) => {
  const { fair, answer, words, names, now } = data;
  const address = (text: string) =>
    `/fairs/${fair.id}/postings?${new URLSearchParams(text ? { q: text } : {})}`;
  return (
    <>
      <h1>{PUBLIC_FAIR.postings}</h1>
      <p>
        <a href={`/fairs/${fair.id}`}>{fair.title}</a>
      </p>
      <FairSearch fairId={fair.id} text={words} />
      <h2 class="number">{PUBLIC_FAIR.found(words, answer.total)}</h2>
      <Chips chips={understoodChips(answer.understood, address)} />
      <UnusedWords pieces={answer.understood} />
      {answer.forgiven ? <Notice>{SEARCH.forgiven}</Notice> : null}
      {answer.items.length === 0 ? (
        <Empty text={PUBLIC_FAIR.nothingFound}>
          <LinkButton href={`/postings?city=&q=${encodeURIComponent(words)}`}>
            {PUBLIC_FAIR.everywhere}
          </LinkButton>
        </Empty>
      ) : (
        <ul class="list">
          {answer.items.map((posting) => (
            <PostingCard
              posting={posting}
              site={shell.site}
              names={names}
              now={now}
              here={shell.here}
              words={answer.words}
              from="fair"
            />
          ))}
        </ul>
      )}
      <Pages shell={shell} next={answer.nextCursor} />
    </>
  );
};
