import type { FC } from "hono/jsx";
import type { Exhibitor, FairView } from "../../../../fairs/index.ts";
import type { PostingCard as Card } from "../../../../postings/index.ts";
import type { SearchAnswer } from "../../../../search/index.ts";
import { CityTag, Empty, Notice, Pages, Verified } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { type Names, Pay, Place, PostingCard } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR, sectorText } from "../../../text/fairs/exhibitors.ts";
import { formatHeadcount, formatSpan } from "../../../text/format.ts";
import { POSTING, SEARCH } from "../../../text/public.ts";
import { FairSearch } from "../fair/public/fair-page.tsx";

export type StandData = { fair: FairView; stand: Exhibitor; postings: Card[]; names: Names };

/** Applying from the fair is counted as the fair's. */
const applyAt = (id: string) => `/postings/${id}/apply?channel=fair`;

/** One enterprise at its booth: where it stands and what it offers. */
export const StandPage: FC<{ shell: Shell; data: StandData }> = ({ shell, data }) => {
  const { fair, stand, names } = data;
  return (
    <div class="narrow">
      <h1>{stand.name}</h1>
      <p>
        <Verified>{POSTING.verified}</Verified>{" "}
        <CityTag site={shell.site} code={stand.city} text={names.division(stand.city) ?? ""} />{" "}
        {stand.industry ? `· ${sectorText(stand.industry)}` : ""}
      </p>
      <section class="card">
        <p>
          <b>{FAIR.booth(stand.venueName, stand.boothCode)}</b>
        </p>
        <p>
          <a href={`/fairs/${fair.id}`}>{fair.title}</a>
          <br />
          {formatSpan(fair.opensAt, fair.closesAt)}
        </p>
      </section>
      <h2>{FAIR.standPostings}</h2>
      {data.postings.length === 0 ? <Empty text={FAIR.noStandPostings} /> : null}
      <ul class="list">
        {data.postings.map((posting) => (
          <li class="card">
            <div class="row between">
              <h3>
                <a href={`/postings/${posting.id}?channel=fair`}>{posting.title}</a>
              </h3>
              <Pay pay={posting.pay} />
            </div>
            <p>
              <Place site={shell.site} names={names} posting={posting} /> · {formatHeadcount(posting)}
            </p>
            <LinkButton href={applyAt(posting.id)} kind="primary">
              {FAIR.apply}
              <span class="sr"> {posting.title}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
      <LinkButton href={`/fairs/${fair.id}`}>{FAIR.back}</LinkButton>
    </div>
  );
};

export type OffersData = {
  fair: FairView;
  answer: SearchAnswer;
  words: string;
  paged: boolean;
  names: Names;
  now: Date;
};

/** What is offered at a fair, searched by words and paged. */
export const OffersPage: FC<{ shell: Shell; data: OffersData }> = ({ shell, data }) => {
  const { fair, answer, words, names, now } = data;
  const address = (cursor: string | null) =>
    `/fairs/${fair.id}/postings?${new URLSearchParams({ ...(words ? { q: words } : {}), ...(cursor ? { cursor } : {}) })}`;
  return (
    <>
      <h1>{FAIR.postings}</h1>
      <p>
        <a href={`/fairs/${fair.id}`}>{fair.title}</a>
      </p>
      <FairSearch fairId={fair.id} text={words} />
      <h2 class="number">{FAIR.found(words, answer.total)}</h2>
      {answer.forgiven ? <Notice>{SEARCH.forgiven}</Notice> : null}
      {answer.items.length === 0 ? (
        <Empty text={FAIR.nothingFound}>
          <LinkButton href={`/postings?city=&q=${encodeURIComponent(words)}`}>{FAIR.everywhere}</LinkButton>
        </Empty>
      ) : (
        <ul class="list">
          {answer.items.map((posting) => (
            <PostingCard
              posting={posting}
              site={shell.site}
              names={names}
              now={now}
              words={answer.words}
              from="fair"
            />
          ))}
        </ul>
      )}
      <Pages
        next={answer.nextCursor ? address(answer.nextCursor) : null}
        first={data.paged ? address(null) : null}
      />
    </>
  );
};
