import type { FC } from "hono/jsx";
import type { ClaimView, PresenterDesk, QuestionView } from "../../../../../livestreams/index.ts";
import type { PostingView } from "../../../../../postings/index.ts";
import { HeadEnd, HeadStart, Publication } from "../../../../head/head.tsx";
import { asset } from "../../../../static/index.ts";
import { BENEFIT, COMMON, FACT } from "../../../../text/common.ts";
import { formatHeadcount, formatPay, formatTime, paySource } from "../../../../text/format.ts";
import { PRESENTER } from "../../../../text/livestreams/room.ts";
import { POSTING } from "../../../../text/public/pages.ts";
import { LivestreamPhase } from "../../livestream/phase-section.tsx";
import { HandoverSentence } from "../handover-section.tsx";

export type PresenterData = {
  desk: PresenterDesk;
  nonce: string;
  path: string;
  /** Place of the posting in words. */
  placeOf(posting: PostingView): string | null;
  /** Address of the control room, for an officer who is signed in; null for the presenter's own address. */
  back: string | null;
};

/** The facts of a posting as short words: benefits first, then what the source says of the work. */
function wordsOf({ benefits, facts }: PostingView): string[] {
  const named = benefits.map((code) => BENEFIT[code] ?? code);
  const said = Object.entries(FACT).flatMap(([key, fact]) => {
    const value = facts[key];
    const text = typeof value === "number" ? fact.number?.(value) : fact.values?.[String(value)];
    return text && !named.includes(text) ? [`${fact.name} ${text}`] : [];
  });
  return [...named, ...said];
}

const Pinned: FC<{ data: PresenterData; posting: PostingView }> = ({ data, posting }) => {
  const place = posting.placeText ?? data.placeOf(posting);
  const words = wordsOf(posting);
  const source = paySource(posting.pay);
  return (
    <>
      <p class="what">{posting.title}</p>
      <p class="pay">{formatPay(posting.pay)}</p>
      <p>
        {posting.employer.name} · {PRESENTER.headcount} {formatHeadcount(posting)}
        {place ? ` · ${place}` : ""}
      </p>
      {source ? <p class="source">{POSTING.paySource(source)}</p> : null}
      {words.length > 0 ? (
        <>
          <h3>{PRESENTER.say}</h3>
          <ul class="words">
            {words.map((word) => (
              <li>{word}</li>
            ))}
          </ul>
        </>
      ) : null}
      {posting.requirements ? (
        <>
          <h3>{PRESENTER.details}</h3>
          <p class="source">{posting.requirements}</p>
        </>
      ) : null}
    </>
  );
};

const Questions: FC<{ questions: readonly QuestionView[] }> = ({ questions }) => (
  <section>
    <h2>{PRESENTER.questions}</h2>
    {questions.length === 0 ? <p>{PRESENTER.noQuestions}</p> : null}
    <ul>
      {questions.map(({ text, askers, title }) => (
        <li>
          {text} <small>{[PRESENTER.askers(askers), title].filter(Boolean).join(" · ")}</small>
        </li>
      ))}
    </ul>
  </section>
);

const Claims: FC<{ claims: readonly ClaimView[] }> = ({ claims }) =>
  claims.length === 0 ? null : (
    <section>
      <h2>{PRESENTER.claims}</h2>
      <ul>
        {claims.map(({ said, correction }) => (
          <li>
            {PRESENTER.said(said)}{" "}
            <b>{correction ? PRESENTER.corrected(correction) : PRESENTER.notCorrected}</b>
          </li>
        ))}
      </ul>
    </section>
  );

const Desk: FC<{ data: PresenterData }> = ({ data }) => {
  const { livestream, pinned, next, questions, claims, handovers } = data.desk;
  return (
    <div data-fresh="desk">
      <p>
        <LivestreamPhase livestream={livestream} /> {PRESENTER.until(formatTime(livestream.endsAt))}
      </p>
      <div role="status">
        {handovers.takes ? <HandoverSentence handover={handovers.takes} side="takes" /> : null}
        {handovers.gives ? <HandoverSentence handover={handovers.gives} side="gives" /> : null}
      </div>
      <div class="desk">
        <section>
          <h2>{PRESENTER.pinned}</h2>
          {pinned ? <Pinned data={data} posting={pinned} /> : <p>{PRESENTER.nothing}</p>}
          <p class="next">
            {PRESENTER.next}：{next ? `${next.title} · ${next.employer}` : PRESENTER.noNext}
          </p>
        </section>
        <div>
          <Claims claims={claims} />
          <Questions questions={questions} />
        </div>
      </div>
    </div>
  );
};

/** The presenter's page in large type. It renews itself, by client code or as a whole. */
export const PresenterPage: FC<{ data: PresenterData }> = ({ data }) => {
  const { desk, nonce, path, back } = data;
  const { title } = desk.livestream;
  return (
    <html lang="zh-CN">
      <head>
        <HeadStart title={`${PRESENTER.title} · ${title}`} />
        <Publication title={title} published={null} />
        <meta name="referrer" content="no-referrer" />
        <link rel="stylesheet" href={asset("app.css")} />
        <link rel="stylesheet" href={asset("room/room.css")} />
        <script type="module" src={asset("room/renew.js")} nonce={nonce} />
        <noscript>
          <meta http-equiv="refresh" content="10" />
        </noscript>
        <HeadEnd />
      </head>
      <body class="presenter">
        <main data-presenter>
          <h1>{title}</h1>
          <Desk data={data} />
          <p>
            <a href={back ? path : ""}>{PRESENTER.refresh}</a>{" "}
            {back ? <a href={back}>{PRESENTER.back}</a> : null} <span>{COMMON.brand}</span>
          </p>
        </main>
      </body>
    </html>
  );
};
