import type { FC } from "hono/jsx";
import type { AnswerLine } from "../../../../federation/index.ts";
import { Empty, Pages as Pager, Table } from "../../../components/blocks.tsx";
import { formatTime } from "../../../text/format.ts";
import { SCOREBOARD as TEXT } from "../../../text/union/scoreboard.ts";
import { type Listed, ListSection } from "./list-section.tsx";

const tookS = ({ createdAt, answeredAt }: AnswerLine): number | null =>
  answeredAt === null
    ? null
    : Math.max(0, Math.round((Date.parse(answeredAt) - Date.parse(createdAt)) / 1_000));

/** When employers of a partner city answered people of this node. */
export const AnswersPage: FC<Listed<AnswerLine>> = ({ partner, items, next, shell }) => (
  <>
    <ListSection partner={partner} title={TEXT.answersTitle(partner.name)} lead={TEXT.answersLead} />
    {items.length === 0 ? (
      <Empty text={TEXT.noAnswers} />
    ) : (
      <Table
        caption={TEXT.answersTitle(partner.name)}
        columns={[
          {
            head: TEXT.posting,
            cell: ({ postingId, title }: AnswerLine) => <a href={`/postings/${postingId}`}>{title}</a>,
          },
          { head: TEXT.applied, cell: ({ createdAt }: AnswerLine) => formatTime(createdAt) },
          { head: TEXT.state, cell: (line: AnswerLine) => TEXT.status(line) },
          {
            head: TEXT.answered,
            cell: (line: AnswerLine) => {
              const seconds = tookS(line);
              return seconds === null ? "" : TEXT.took(seconds);
            },
          },
        ]}
        rows={items}
      />
    )}
    <Pager shell={shell} next={next} />
  </>
);
