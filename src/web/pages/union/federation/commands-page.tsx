import type { FC } from "hono/jsx";
import type { SentCommand } from "../../../../federation/index.ts";
import { Empty, Pages as Pager, Table } from "../../../components/blocks.tsx";
import { formatTime, grouped } from "../../../text/format.ts";
import { SCOREBOARD as TEXT } from "../../../text/union/scoreboard.ts";
import { type Listed, ListSection } from "./list-section.tsx";

const STATES = [null, "waiting", "done", "refused", "expired"] as const;

/** Commands that went to a partner city, or wait to. */
export const CommandsPage: FC<Listed<SentCommand> & { state: SentCommand["state"] | null }> = (data) => {
  const { partner, items, next, shell, state } = data;
  const base = `/union/federation/${partner.city}/commands`;
  return (
    <>
      <ListSection partner={partner} title={TEXT.commandsTitle(partner.name)} lead={TEXT.commandsLead} />
      <ul class="chips">
        {STATES.map((one) => (
          <li>
            <a
              class="chip"
              href={one ? `${base}?state=${one}` : base}
              {...(one === state ? { "aria-current": "true" as const } : {})}
            >
              {one ? TEXT.commandState(one) : TEXT.all}
            </a>
          </li>
        ))}
      </ul>
      {items.length === 0 ? (
        <Empty text={TEXT.noCommands} />
      ) : (
        <Table
          caption={TEXT.commandsTitle(partner.name)}
          columns={[
            { head: TEXT.what, cell: ({ type }: SentCommand) => TEXT.command(type) },
            { head: TEXT.state, cell: (one: SentCommand) => TEXT.commandState(one.state) },
            { head: TEXT.since, cell: ({ createdAt }: SentCommand) => formatTime(createdAt) },
            { head: TEXT.tries, number: true, cell: ({ tries }: SentCommand) => grouped(tries) },
            {
              head: TEXT.settled,
              cell: ({ settledAt, nextTryAt }: SentCommand) =>
                settledAt ? formatTime(settledAt) : nextTryAt ? `${TEXT.next} ${formatTime(nextTryAt)}` : "",
            },
          ]}
          rows={items}
        />
      )}
      <Pager shell={shell} next={next} />
    </>
  );
};
