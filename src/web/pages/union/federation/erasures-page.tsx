import type { FC } from "hono/jsx";
import type { OpenErasure } from "../../../../federation/index.ts";
import { Empty, Pages as Pager, Table } from "../../../components/blocks.tsx";
import { formatTime } from "../../../text/format.ts";
import { sharedWords } from "../../../text/union/federation.ts";
import { SCOREBOARD as TEXT } from "../../../text/union/scoreboard.ts";
import { type Listed, ListSection } from "./list-section.tsx";

/** Records that a partner city was asked to delete and has not confirmed. */
export const ErasuresPage: FC<Listed<OpenErasure>> = ({ partner, items, next, shell }) => (
  <>
    <ListSection partner={partner} title={TEXT.erasuresTitle(partner.name)} lead={TEXT.erasuresLead} />
    {items.length === 0 ? (
      <Empty text={TEXT.noErasures} />
    ) : (
      <Table
        caption={TEXT.erasuresTitle(partner.name)}
        columns={[
          { head: TEXT.erased, cell: ({ kind }: OpenErasure) => sharedWords([kind]) },
          { head: TEXT.asked, cell: ({ askedAt }: OpenErasure) => formatTime(askedAt) },
        ]}
        rows={items}
      />
    )}
    <Pager shell={shell} next={next} />
  </>
);
