import type { FC } from "hono/jsx";
import type { FairView, PlacedMany, Proposal, TakenBooth } from "../../../../fairs/index.ts";
import { Empty, Table } from "../../../components/blocks.tsx";
import { DonePage } from "../../../components/done.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR } from "../../../text/fairs/fair.ts";
import { UNION_FAIRS as TEXT } from "../../../text/fairs/placement.ts";
import { BoothChoice, boothNames, FreeBooths } from "./booth-form.tsx";

type ProposalData = Proposal & { fair: FairView; free: TakenBooth[] };
type Proposed = Proposal["items"][number];

/** The public rule as a table that the officer edits: another booth, or none for now. */
export const ProposalPage: FC<{ shell: Shell; data: ProposalData }> = ({ shell, data }) => {
  const nameOf = boothNames(data.fair);
  return (
    <>
      <h1>{TEXT.proposal}</h1>
      <p class="quiet">{TEXT.proposalHint}</p>
      {data.items.length === 0 ? (
        <Empty text={TEXT.proposalEmpty} />
      ) : (
        <Form action={`/union/fairs/${data.fair.id}/proposal`} csrf={shell.csrf}>
          <Table
            caption={TEXT.proposal}
            columns={[
              { head: FAIR.enterprise, cell: (row: Proposed) => row.enterprise },
              {
                head: FAIR.booth,
                cell: (row: Proposed) => (
                  <BoothChoice
                    name={`booth-${row.registrationId}`}
                    label={`${row.enterprise} ${FAIR.booth}`}
                    value={nameOf(row.booth)}
                    blank={TEXT.proposalSkip}
                  />
                ),
              },
            ]}
            rows={data.items}
          />
          <FreeBooths free={data.free} nameOf={nameOf} />
          <p>
            <Button kind="primary" wide>
              {TEXT.proposalApply}
            </Button>
          </p>
        </Form>
      )}
      {data.left.length > 0 ? (
        <>
          <h2>{TEXT.proposalLeft(data.left.length)}</h2>
          <ul class="list">
            {data.left.map(({ enterprise, why }) => (
              <li>
                {enterprise} <span class="quiet">{TEXT.leftWhy[why]}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p>
        <LinkButton href={`/union/fairs/${data.fair.id}`}>{TEXT.back}</LinkButton>
      </p>
    </>
  );
};

/** What came of a proposal that was applied: how many, and who was left out and why. */
export const AppliedPage: FC<{ fairId: string; result: PlacedMany }> = ({ fairId, result }) => (
  <>
    <DonePage
      title={TEXT.applied(result.done, result.waiting, result.skipped.length)}
      back={{ href: `/union/fairs/${fairId}`, text: TEXT.back }}
    />
    {result.skipped.length > 0 ? (
      <div class="narrow">
        <h2>{TEXT.skipped(result.skipped.length)}</h2>
        <ul class="list">
          {result.skipped.map(({ enterprise, code }) => (
            <li>
              {enterprise ?? TEXT.skippedUnknown}{" "}
              <span class="quiet">{TEXT.skippedWhy[code] ?? TEXT.skippedElse}</span>
            </li>
          ))}
        </ul>
      </div>
    ) : null}
  </>
);
