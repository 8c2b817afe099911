import type { FC } from "hono/jsx";
import type { PartnerDetail, Scoreboard } from "../../../../federation/index.ts";
import { Facts, Notice, Table } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate, formatTime, grouped } from "../../../text/format.ts";
import { sharedWords, FEDERATION as TEXT } from "../../../text/union/federation.ts";
import { Connection } from "./partners-page.tsx";
import { ScoreboardSection } from "./scoreboard-section.tsx";

type Key = PartnerDetail["keys"][number];
type Entry = PartnerDetail["quarantine"][number];
type Data = { partner: PartnerDetail; board: Scoreboard; mayResume: boolean };

const Frozen: FC<{ shell: Shell; data: Data }> = ({ shell, data: { partner, mayResume } }) =>
  partner.contradiction === null ? null : (
    <section class="card" id="frozen">
      <h2>{TEXT.frozen}</h2>
      <p>{TEXT.frozenLead}</p>
      <p>
        <LinkButton href={`/union/federation/${partner.city}/evidence`}>{TEXT.evidence}</LinkButton>
      </p>
      {mayResume ? (
        <Form action={`/union/federation/${partner.city}/resume`} csrf={shell.csrf}>
          <Button kind="danger">{TEXT.resume}</Button>
        </Form>
      ) : null}
    </section>
  );

const Quarantine: FC<{ shell: Shell; partner: PartnerDetail }> = ({ shell, partner }) => {
  const { quarantine, log, city } = partner;
  const total = log?.quarantined ?? 0;
  if (total === 0) return null;
  return (
    <section id="quarantine">
      <h2>{TEXT.quarantine}</h2>
      <p class="quiet">{TEXT.quarantineLead}</p>
      {total > quarantine.length ? <p>{TEXT.quarantineMore(total)}</p> : null}
      <Form action={`/union/federation/${city}/replay`} csrf={shell.csrf}>
        <Button kind="primary">{TEXT.replay}</Button>
      </Form>
      <Table
        caption={TEXT.quarantine}
        columns={[
          { head: TEXT.seq, number: true, cell: ({ seq }: Entry) => grouped(seq) },
          { head: TEXT.what, cell: ({ kind }: Entry) => sharedWords([kind]) },
          { head: TEXT.why, cell: ({ why }: Entry) => TEXT.whyOf(why) },
          { head: TEXT.when, cell: ({ at }: Entry) => formatTime(at) },
        ]}
        rows={quarantine}
      />
    </section>
  );
};

/** One partner city: how its records arrive, its keys, and what waits for a person. */
export const PartnerPage: FC<{ shell: Shell; data: Data }> = ({ shell, data }) => {
  const { partner } = data;
  const { name, federationName, given, received, log } = partner;
  return (
    <>
      <p>
        <a href="/union/federation">{TEXT.back}</a>
      </p>
      <h1>{TEXT.partnerTitle(name)}</h1>
      <p class="quiet">{federationName}</p>
      {log?.state === "frozen" ? <Notice kind="warning">{TEXT.frozen}</Notice> : null}
      <Connection partner={partner} />
      <Frozen shell={shell} data={data} />
      <Facts
        items={[
          { term: TEXT.given, value: sharedWords(given) || TEXT.nothing },
          { term: TEXT.received, value: sharedWords(received) || TEXT.nothing },
          ...(log
            ? [{ term: TEXT.newest, value: partner.newestAt ? formatTime(partner.newestAt) : TEXT.never }]
            : []),
          ...(log && log.failures > 0
            ? [
                { term: TEXT.failures, value: TEXT.times(log.failures) },
                { term: TEXT.retry, value: log.retryAt ? formatTime(log.retryAt) : TEXT.never },
              ]
            : []),
        ]}
      />
      <ScoreboardSection city={partner.city} followed={log !== null} board={data.board} />
      <Quarantine shell={shell} partner={partner} />
      {partner.keys.length === 0 ? null : (
        <section>
          <h2>{TEXT.keys}</h2>
          <p class="quiet">{TEXT.keysLead}</p>
          <Table
            caption={TEXT.keys}
            columns={[
              { head: TEXT.kid, cell: ({ kid }: Key) => kid },
              { head: TEXT.use, cell: ({ use }: Key) => TEXT.uses[use] },
              { head: TEXT.keyState, cell: ({ status }: Key) => TEXT.keyStates[status] },
              { head: TEXT.from, cell: ({ from }: Key) => formatDate(from) },
              { head: TEXT.until, cell: ({ until }: Key) => (until ? formatDate(until) : TEXT.open) },
            ]}
            rows={partner.keys}
          />
        </section>
      )}
    </>
  );
};
