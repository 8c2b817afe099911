import type { FC } from "hono/jsx";
import type { Refusal } from "../../../../federation/index.ts";
import { Empty, Pages as Pager, Table } from "../../../components/blocks.tsx";
import { formatTime, grouped } from "../../../text/format.ts";
import { SCOREBOARD as TEXT } from "../../../text/union/scoreboard.ts";
import { type Listed, ListSection } from "./list-section.tsx";

/** Pages of a partner city's logs that were refused. */
export const RefusalsPage: FC<Listed<Refusal>> = ({ partner, items, next, shell }) => (
  <>
    <ListSection partner={partner} title={TEXT.refusalsTitle(partner.name)} lead={TEXT.refusalsLead} />
    {items.length === 0 ? (
      <Empty text={TEXT.noRefusals} />
    ) : (
      <Table
        caption={TEXT.refusalsTitle(partner.name)}
        columns={[
          { head: TEXT.when, cell: ({ at }: Refusal) => formatTime(at) },
          { head: TEXT.log, cell: ({ stream }: Refusal) => TEXT.logOf(stream) },
          { head: TEXT.fault, cell: ({ fault }: Refusal) => TEXT.faultOf(fault) },
          { head: TEXT.seq, number: true, cell: ({ seq }: Refusal) => (seq === null ? "" : grouped(seq)) },
        ]}
        rows={items}
      />
    )}
    <Pager shell={shell} next={next} />
  </>
);
