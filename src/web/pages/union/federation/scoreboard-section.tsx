import type { FC } from "hono/jsx";
import type { Scoreboard } from "../../../../federation/index.ts";
import { Facts, type Term } from "../../../components/blocks.tsx";
import { formatTime } from "../../../text/format.ts";
import { SCOREBOARD as TEXT } from "../../../text/union/scoreboard.ts";

/** Lists in which records of a kind stand: own ones, and those of a partner city. */
const OWN_LISTS: Record<string, string> = {
  posting: "/union/postings",
  enterprise: "/union/enterprises",
  fair: "/union/fairs",
  livestream: "/union/livestreams",
};
const listOf = (city: string): Record<string, string> => ({
  posting: `/postings?city=${city}`,
  enterprise: `/union/federation/${city}/enterprises`,
  fair: "/fairs",
  livestream: "/livestreams",
});

const Counts: FC<{ counts: Scoreboard["held"]; lists: Record<string, string> }> = ({ counts, lists }) => (
  <>
    {counts.map(({ kind, count }, nth) => {
      const text = TEXT.counted(kind, count);
      return (
        <>
          {nth > 0 ? "、" : ""}
          {lists[kind] ? <a href={lists[kind]}>{text}</a> : text}
        </>
      );
    })}
  </>
);

/** How cooperation with one city goes. Each figure leads to its list. */
export const ScoreboardSection: FC<{ city: string; followed: boolean; board: Scoreboard }> = (data) => {
  const { city, followed, board } = data;
  const { shared, held, freshness, comparison, refusedPages, commands, answers } = board;
  const base = `/union/federation/${city}`;
  const compared = comparison ? TEXT.compared(formatTime(comparison.at), comparison) : TEXT.neverCompared;
  const measured: Term[] = [
    { term: TEXT.freshness, value: TEXT.freshnessOf(freshness) },
    { term: TEXT.comparison, value: compared },
    {
      term: TEXT.refused,
      value: (
        <>
          <a href={`${base}/refusals`}>{TEXT.times(refusedPages)}</a> · {TEXT.refusedHint}
        </>
      ),
    },
    {
      term: TEXT.commands,
      value: (
        <>
          <a href={`${base}/commands?state=waiting`}>{TEXT.waiting(commands.waiting, commands.oldestS)}</a> ·{" "}
          <a href={`${base}/commands`}>{TEXT.unsettled(commands.refused, commands.expired)}</a>
        </>
      ),
    },
    { term: TEXT.answers, value: <a href={`${base}/answers`}>{TEXT.answersOf(answers)}</a> },
  ];
  return (
    <section id="figures">
      <h2>{TEXT.heading}</h2>
      <Facts
        items={[
          ...(shared.length > 0
            ? [{ term: TEXT.shared, value: <Counts counts={shared} lists={OWN_LISTS} /> }]
            : []),
          ...(held.length > 0
            ? [{ term: TEXT.held, value: <Counts counts={held} lists={listOf(city)} /> }]
            : []),
          ...(followed ? measured : []),
        ]}
      />
    </section>
  );
};
