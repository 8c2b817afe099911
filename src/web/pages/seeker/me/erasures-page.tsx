import type { FC } from "hono/jsx";
import type { Erasure, Erasures } from "../../../../peers/index.ts";
import { Empty, Facts, Notice, Pages as Pager, Status } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatTime } from "../../../text/format.ts";
import { ERASURES } from "../../../text/public/erasures.ts";
import { ME } from "../../../text/seeker.ts";

const Holder: FC<{ erasure: Erasure }> = ({ erasure }) => {
  const { askedAt, confirmedAt, here } = erasure;
  const removed = ERASURES.deleted(erasure);
  return (
    <li class="card">
      <div class="head">
        <h2>{ERASURES.holder(erasure)}</h2>
        <Status kind={confirmedAt ? "done" : "waiting"}>
          {confirmedAt ? ERASURES.done : ERASURES.waiting}
        </Status>
      </div>
      <p class="quiet">{ERASURES.what(erasure)}</p>
      <Facts
        items={[
          { term: ERASURES.asked, value: formatTime(askedAt) },
          {
            term: ERASURES.confirmed,
            value: here ? ERASURES.hereDone : confirmedAt ? formatTime(confirmedAt) : ERASURES.waiting,
          },
          ...(removed ? [{ term: ERASURES.removed, value: removed }] : []),
        ]}
      />
    </li>
  );
};

/**
 * Every holder of the person's data that had to give it back: what, when it was asked, when it confirmed.
 */
export const ErasuresPage: FC<{ shell: Shell; erasures: Erasures }> = ({ shell, erasures }) => {
  const { items, nextCursor, cities, employers } = erasures;
  const finished = cities.confirmed === cities.total && employers.confirmed === employers.total;
  return (
    <div class="narrow">
      <h1>{ERASURES.title}</h1>
      <p class="quiet">{ERASURES.lead}</p>
      {cities.total === 0 ? (
        <Empty text={ERASURES.none} />
      ) : (
        <Notice kind={finished ? "done" : "waiting"}>
          {ERASURES.counts(erasures).map((text) => (
            <p>
              <b>{text}</b>
            </p>
          ))}
          <p>{finished ? ERASURES.all : ERASURES.open}</p>
        </Notice>
      )}
      <ul class="list">
        {items.map((erasure) => (
          <Holder erasure={erasure} />
        ))}
      </ul>
      <Pager shell={shell} next={nextCursor} />
      <p>
        <LinkButton href="/me">{ME.title}</LinkButton>
      </p>
    </div>
  );
};
