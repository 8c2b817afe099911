import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { Empty, Pages, Table } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
import { ENTERPRISES } from "../../../text/union/pages.ts";
import { EnterpriseStatus } from "./status-section.tsx";

type ListData = { items: EnterpriseView[]; status: string | null; next: string | null };

export const EnterprisesPage: FC<{ shell: Shell; data: ListData }> = ({ shell, data }) => (
  <>
    <h1>{ENTERPRISES.heading}</h1>
    <ul class="chips">
      {[null, ...Object.keys(ENTERPRISES.status)].map((status) => (
        <li>
          <a
            class="chip"
            href={status ? `/union/enterprises?status=${status}` : "/union/enterprises"}
            {...(status === data.status ? { "aria-current": "true" as const } : {})}
          >
            {status ? ENTERPRISES.status[status] : ENTERPRISES.all}
          </a>
        </li>
      ))}
    </ul>
    {data.items.length === 0 ? (
      <Empty text={ENTERPRISES.empty} />
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
  </>
);
