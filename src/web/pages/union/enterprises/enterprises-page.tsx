import type { FC } from "hono/jsx";
import { type EnterpriseView, STATUSES } from "../../../../enterprises/index.ts";
import { Pages, Table } from "../../../components/blocks.tsx";
import { Downloads, ListFilter, ListSearch, NoneListed } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { ENTERPRISES } from "../../../text/union/pages.ts";
import { DeniedStartsLink } from "../starts/denied-starts-link-section.tsx";
import { EnterpriseStatus } from "./status-section.tsx";

type ListData = {
  items: EnterpriseView[];
  counts: Record<(typeof STATUSES)[number], number>;
  status: string | null;
  /** Part of the name that the list is searched for; null for all. */
  words: string | null;
  next: string | null;
  /** Number of starts that people deny. */
  deniedStarts: number;
};

export const EnterprisesPage: FC<{ shell: Shell; data: ListData }> = ({ shell, data }) => (
  <>
    <h1>{ENTERPRISES.heading}</h1>
    <DeniedStartsLink n={data.deniedStarts} />
    <ListSearch shell={shell} label={ENTERPRISES.search} />
    <ListFilter
      shell={shell}
      name="status"
      current={data.status}
      choices={STATUSES.map((value) => ({
        value,
        text: ENTERPRISES.status[value] ?? value,
        n: data.counts[value],
      }))}
    />
    {data.items.length === 0 ? (
      <NoneListed words={data.words} none={ENTERPRISES.empty} />
    ) : (
      <Table
        caption={ENTERPRISES.title}
        columns={[
          {
            head: ENTERPRISES.name,
            cell: (row: EnterpriseView) => <a href={`/union/enterprises/${row.id}`}>{row.name}</a>,
          },
          { head: ENTERPRISES.state, cell: (row: EnterpriseView) => <EnterpriseStatus enterprise={row} /> },
          {
            head: ENTERPRISES.members,
            number: true,
            cell: (row: EnterpriseView) => row.management?.members ?? 0,
          },
          {
            head: ENTERPRISES.claims,
            number: true,
            cell: (row: EnterpriseView) => row.management?.claims ?? 0,
          },
        ]}
        rows={data.items}
      />
    )}
    <Pages shell={shell} next={data.next} />
    {data.items.length > 0 ? <Downloads shell={shell} /> : null}
  </>
);
