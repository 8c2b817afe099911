import type { FC } from "hono/jsx";
import type { SentTalentInvitation } from "../../../../talent/index.ts";
import { Empty, Pages as Pager, Status, Table } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatTime } from "../../../text/format.ts";
import { TALENT } from "../../../text/public/talent.ts";

type SentData = { items: readonly SentTalentInvitation[]; next: string | null };

/** Invitations that the enterprise sent, and whether the person applied. Reasons are not asked for. */
export const SentPage: FC<{ shell: Shell; data: SentData }> = ({ shell, data: { items, next } }) => (
  <>
    <h1>{TALENT.sent}</h1>
    <p>{TALENT.sentLead}</p>
    {items.length === 0 ? (
      <Empty text={TALENT.sentNone} />
    ) : (
      <Table
        caption={TALENT.sent}
        columns={[
          {
            head: TALENT.posting,
            cell: ({ posting }: SentTalentInvitation) => (
              <a href={`/enterprise/postings/${posting.id}`}>{posting.title}</a>
            ),
          },
          { head: TALENT.sentAt, cell: ({ at }: SentTalentInvitation) => formatTime(at) },
          {
            head: TALENT.answer,
            cell: ({ applied, declined }: SentTalentInvitation) => {
              if (applied) return <Status kind="done">{TALENT.applied}</Status>;
              return declined ? TALENT.declined : TALENT.waiting;
            },
          },
        ]}
        rows={items}
      />
    )}
    <Pager shell={shell} next={next} />
    <p>
      <LinkButton href="/enterprise/talent">{TALENT.back}</LinkButton>
    </p>
  </>
);
