import type { FC } from "hono/jsx";
import type { SignedAgreement } from "../../../../federation/index.ts";
import { Table } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate, formatTime } from "../../../text/format.ts";
import { FEDERATION, sharedWords, AGREEMENT_PAPER as TEXT } from "../../../text/union/federation.ts";

type Clause = SignedAgreement["clauses"][number];

/** A signed agreement for paper: its articles, and the clauses that the program enforces as an annex. */
export const AgreementPage: FC<{ shell: Shell; data: SignedAgreement }> = ({ data }) => {
  const { name, revision, parties, clauses, revisions, document } = data;
  const nameOf = (city: string) => parties.find((party) => party.city === city)?.name ?? city;
  return (
    <article>
      <p class="no-print">
        <a href="/union/federation">{FEDERATION.back}</a> · {FEDERATION.print}
      </p>
      <h1>{name}</h1>
      <p class="quiet">
        {TEXT.kind} · {TEXT.revision(revision)}
      </p>
      <h2>{TEXT.parties}</h2>
      <ol>
        {parties.map(({ federationName, name: city }) => (
          <li>
            {federationName}（{city}）
          </li>
        ))}
      </ol>
      <ol>
        {TEXT.articles.map(([heading, text]) => (
          <li>
            <h2>{heading}</h2>
            <p>{text}</p>
          </li>
        ))}
      </ol>
      <h2>{TEXT.annex}</h2>
      <Table
        caption={TEXT.annex}
        columns={[
          { head: TEXT.from, cell: ({ from }: Clause) => nameOf(from) },
          { head: TEXT.to, cell: ({ to }: Clause) => nameOf(to) },
          { head: TEXT.kinds, cell: ({ kinds }: Clause) => sharedWords(kinds) || TEXT.none },
          { head: TEXT.purposes, cell: ({ purposes }: Clause) => sharedWords(purposes) || TEXT.none },
          { head: TEXT.commands, cell: ({ commands }: Clause) => sharedWords(commands) || TEXT.none },
          {
            head: TEXT.term,
            cell: ({ startsOn, endsOn }: Clause) =>
              TEXT.termOf(formatDate(startsOn), endsOn && formatDate(endsOn)),
          },
        ]}
        rows={clauses}
      />
      <h2>{TEXT.signatures}</h2>
      <Table
        caption={TEXT.signatures}
        columns={[
          { head: TEXT.revisionHead, cell: (one: SignedAgreement["revisions"][number]) => one.revision },
          { head: TEXT.signedBy, cell: ({ signers }) => signers.map(nameOf).join("、") },
          { head: TEXT.activated, cell: ({ activatedAt }) => formatTime(activatedAt) },
        ]}
        rows={revisions}
      />
      <h2>{TEXT.place}</h2>
      {parties.map(({ federationName, root }) => (
        <p>
          <b>{federationName}</b>
          <br />
          <span class="small quiet">
            {TEXT.root} {root}
          </span>
        </p>
      ))}
      <p class="small quiet">
        {TEXT.document} {document}
      </p>
    </article>
  );
};
