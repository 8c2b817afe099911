import type { FC } from "hono/jsx";
import type { FairView, Proposal, TakenBooth } from "../../../../fairs/index.ts";
import { Empty, Table } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR } from "../../../text/fairs/fair.ts";
import { UNION_FAIRS } from "../../../text/fairs/fair-union.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";
import { BoothChoice, boothNames, FreeBooths } from "./booth-form.tsx";

type ProposalData = Proposal & { fair: FairView; free: TakenBooth[] };
type Proposed = Proposal["items"][number];

/** The proposed placement as a table; the officer may change or clear each booth. */
export const ProposalPage: FC<{ shell: Shell; data: ProposalData }> = ({ shell, data }) => {
  const nameOf = boothNames(data.fair);
  return (
    <>
      <h1>{PLACEMENT.proposal}</h1>
      <p class="quiet">{PLACEMENT.proposalHint}</p>
      {data.items.length === 0 ? (
        <Empty text={PLACEMENT.proposalEmpty} />
      ) : (
        <Form action={`/union/fairs/${data.fair.id}/proposal`} csrf={shell.csrf}>
          <Table
            caption={PLACEMENT.proposal}
            columns={[
              { head: FAIR.enterprise, cell: (row: Proposed) => row.enterprise },
              {
                head: FAIR.booth,
                cell: (row: Proposed) => (
                  <BoothChoice
                    name={`booth-${row.registrationId}`}
                    label={`${row.enterprise} ${FAIR.booth}`}
                    value={nameOf(row.booth)}
                    blank={PLACEMENT.proposalSkip}
                  />
                ),
              },
            ]}
            rows={data.items}
          />
          <FreeBooths free={data.free} nameOf={nameOf} />
          <p>
            <Button kind="primary" wide>
              {PLACEMENT.proposalApply}
            </Button>
          </p>
        </Form>
      )}
      {data.left.length > 0 ? (
        <>
          <h2>{PLACEMENT.proposalLeft(data.left.length)}</h2>
          <ul class="list">
            {data.left.map(({ enterprise, city, why }) => (
              <li>
                {enterprise} <span class="quiet">{PLACEMENT.leftWhy(city)[why]}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p>
        <LinkButton href={`/union/fairs/${data.fair.id}`}>{UNION_FAIRS.back}</LinkButton>
      </p>
    </>
  );
};
