import type { FC } from "hono/jsx";
import type { PartnerCity, Partners } from "../../../../federation/index.ts";
import { Empty, Facts, Status } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate, grouped } from "../../../text/format.ts";
import { sharedWords, FEDERATION as TEXT } from "../../../text/union/federation.ts";
import { ExitsSection } from "./exits-section.tsx";

export const Connection: FC<{ partner: PartnerCity }> = ({ partner: { city, log, hosted, erasures } }) => {
  if (!log) return <Status kind="plain">{hosted ? TEXT.sameNode : TEXT.neverAsked}</Status>;
  const state = TEXT.stateOf(log.state);
  const next = state.next || (log.fault ? TEXT.faultNext : "");
  return (
    <>
      <Status kind={log.fault ? "waiting" : state.kind}>{log.fault ? TEXT.fault(log) : state.text}</Status>
      {next ? <p>{next}</p> : null}
      <p class="quiet">
        {TEXT.lag(log)} · {TEXT.exchanged(log)}
      </p>
      {log.quarantined > 0 ? <p>{TEXT.quarantined(log)}</p> : null}
      {erasures.open > 0 ? (
        <p id="erasures">
          <a href={`/union/federation/${city}/erasures`}>{TEXT.erasures(erasures)}</a>
        </p>
      ) : null}
    </>
  );
};

const Partner: FC<{ partner: PartnerCity }> = ({ partner }) => {
  const { city, name, federationName, given, received, postings, directoryUntil, log } = partner;
  return (
    <li class="card">
      <h2 class={`tag city hue-${city}`}>{name}</h2>
      <p class="quiet">{federationName}</p>
      <Connection partner={partner} />
      <Facts
        items={[
          { term: TEXT.given, value: sharedWords(given) || TEXT.nothing },
          { term: TEXT.received, value: sharedWords(received) || TEXT.nothing },
          { term: TEXT.postings, value: <a href={`/postings?city=${city}`}>{grouped(postings)}</a> },
          ...(directoryUntil ? [{ term: TEXT.directory, value: formatDate(directoryUntil) }] : []),
        ]}
      />
      {log ? (
        <p>
          <a href={`/union/federation/${city}`}>{TEXT.details}</a>
        </p>
      ) : null}
    </li>
  );
};

/** The steps into cooperation, while one of them is not done. */
const Joining: FC<{ steps: Partners["joining"] }> = ({ steps }) =>
  steps.every(({ done, of }) => done >= of) ? null : (
    <section class="card" id="joining">
      <h2>{TEXT.joining}</h2>
      <p class="quiet">{TEXT.joiningLead}</p>
      <ol>
        {steps.map(({ step, done, of }) => (
          <li>
            {TEXT.steps[step]}{" "}
            <Status kind={done >= of ? "done" : "waiting"}>
              {done >= of ? TEXT.stepDone : TEXT.stepLeft(done, of)}
            </Status>
          </li>
        ))}
      </ol>
    </section>
  );

/** The cities with which the officer's city cooperates, and how far each one's records have arrived. */
export const PartnersPage: FC<{ shell: Shell; data: Partners }> = ({
  data: { items, joining, agreements, exits },
}) => (
  <>
    <h1>{TEXT.heading}</h1>
    <p class="quiet">{TEXT.lead}</p>
    <Joining steps={joining} />
    {items.length === 0 ? (
      <Empty text={TEXT.none} />
    ) : (
      <ul class="list">
        {items.map((partner) => (
          <Partner partner={partner} />
        ))}
      </ul>
    )}
    <ExitsSection exits={exits} />
    {agreements.length === 0 ? null : (
      <section>
        <h2>{TEXT.agreements}</h2>
        <ul class="list">
          {agreements.map(({ slug, name, revision }) => (
            <li class="card">
              <p>
                <b>{name}</b>
              </p>
              {revision === null ? (
                <p class="quiet">{TEXT.unsigned}</p>
              ) : (
                <p>
                  {TEXT.revision(revision)} ·{" "}
                  <a href={`/union/federation/agreements/${slug}`}>{TEXT.document}</a>
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
);
