import type { FC } from "hono/jsx";
import type { HeldEnterprise } from "../../../../federation/index.ts";
import { Empty, Pages as Pager, Table } from "../../../components/blocks.tsx";
import { SCOREBOARD as TEXT } from "../../../text/union/scoreboard.ts";
import { type Listed, ListSection } from "./list-section.tsx";

/** Enterprises of a partner city that are here. */
export const EnterprisesPage: FC<Listed<HeldEnterprise>> = ({ partner, items, next, shell }) => (
  <>
    <ListSection partner={partner} title={TEXT.enterprisesTitle(partner.name)} lead={TEXT.enterprisesLead} />
    {items.length === 0 ? (
      <Empty text={TEXT.noEnterprises} />
    ) : (
      <Table
        caption={TEXT.enterprisesTitle(partner.name)}
        columns={[
          {
            head: TEXT.enterprise,
            cell: ({ name }: HeldEnterprise) => (
              <a href={`/postings?city=${partner.city}&q=${encodeURIComponent(name)}`}>{name}</a>
            ),
          },
        ]}
        rows={items}
      />
    )}
    <Pager shell={shell} next={next} />
  </>
);
