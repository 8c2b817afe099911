import type { FC } from "hono/jsx";
import type { ExitView } from "../../../../federation/index.ts";
import { Facts, Status } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { formatTime } from "../../../text/format.ts";
import { EXITS as TEXT } from "../../../text/union/federation.ts";

const Exit: FC<{ exit: ExitView }> = ({ exit }) => {
  const { slug, agreement, city, name, leftCity, party, leftAt, state, completedAt } = exit;
  const { text, kind } = TEXT.state(exit);
  return (
    <li class="card">
      <h3 class={`tag city hue-${city}`}>{name}</h3>
      <p>{TEXT.left(exit)}</p>
      <Status kind={kind}>{text}</Status>
      <Facts
        items={[
          { term: TEXT.agreement, value: agreement },
          { term: TEXT.leftAt, value: formatTime(leftAt) },
          ...(state === "deleting"
            ? []
            : [{ term: TEXT.deletedHere, value: TEXT.deleted(exit.deletedHere) }]),
          ...(exit.deletedThere ? [{ term: TEXT.deletedThere, value: TEXT.deleted(exit.deletedThere) }] : []),
          ...(completedAt ? [{ term: TEXT.completedAt, value: formatTime(completedAt) }] : []),
        ]}
      />
      {state === "signed" ? (
        <p>
          <LinkButton href={`/union/federation/agreements/${slug}/exits/${leftCity}/${party}`}>
            {TEXT.download}
          </LinkButton>
        </p>
      ) : null}
    </li>
  );
};

/** How cooperation with cities ended: what each side deleted, and the certificate of it. */
export const ExitsSection: FC<{ exits: readonly ExitView[] }> = ({ exits }) =>
  exits.length === 0 ? null : (
    <section id="exits">
      <h2>{TEXT.heading}</h2>
      <p class="quiet">{TEXT.lead}</p>
      <ul class="list">
        {exits.map((exit) => (
          <Exit exit={exit} />
        ))}
      </ul>
    </section>
  );
