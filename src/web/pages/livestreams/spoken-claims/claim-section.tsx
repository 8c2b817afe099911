import type { Child, FC } from "hono/jsx";
import type { ClaimList, ClaimView, Verdict } from "../../../../livestreams/index.ts";
import { Status } from "../../../components/blocks.tsx";
import { formatTime } from "../../../text/format.ts";
import { CLAIM_WORDS, CLAIMS, findingText, quoteText } from "../../../text/livestreams/spoken-claims.ts";

const KIND = {
  fee: "stopped",
  discrimination: "stopped",
  abovePosting: "waiting",
  differs: "waiting",
  belowPosting: "waiting",
  notInPosting: "waiting",
  unclear: "plain",
  matches: "done",
} as const satisfies Record<Verdict, string>;
/** Verdicts after which nobody needs to hear that the posting decides. */
const SETTLED: ReadonlySet<Verdict> = new Set(["matches", "fee", "discrimination"]);

/** The words on air, each statement with its verdict, and the correction. */
export const ClaimItem: FC<{ claim: ClaimView; children?: Child }> = ({ claim, children }) => (
  <li class="card" id={`claim-${claim.id}`} data-claim={claim.id}>
    <p>
      <b>{quoteText(claim.said)}</b>
    </p>
    <p class="quiet small">
      {formatTime(claim.at)} · {claim.title}
    </p>
    <ul class="list">
      {claim.findings.map((finding) => (
        <li>
          <p>
            <Status kind={KIND[finding.verdict]}>{CLAIM_WORDS.verdict[finding.verdict]}</Status>{" "}
            {findingText(finding)}
          </p>
        </li>
      ))}
    </ul>
    {claim.findings.some(({ verdict }) => !SETTLED.has(verdict)) ? <p>{CLAIM_WORDS.decides}</p> : null}
    {claim.correction ? (
      <p>
        <b>{CLAIM_WORDS.corrected}</b>
        {claim.correction}
      </p>
    ) : null}
    {children}
  </li>
);

/** Words and shapes from which a page's script makes the entry of a check. */
export const CLAIM_SCRIPT_WORDS = { ...CLAIM_WORDS, kind: KIND, settled: [...SETTLED] };

type Shown = {
  livestreamId: string;
  claims: ClaimList;
  /** True while the browser adds new ones by itself. */
  live: boolean;
};

/** The newest checks on the page of a livestream, with the way to all of them. */
export const ClaimsSection: FC<Shown> = ({ livestreamId, claims, live }) => {
  const { items } = claims;
  if (items.length === 0 && !live) return null;
  const words = live ? { "data-words": JSON.stringify(CLAIM_SCRIPT_WORDS) } : {};
  return (
    <section data-claims hidden={items.length === 0} {...words}>
      <h2>{CLAIMS.title}</h2>
      <p class="quiet small">{CLAIMS.lead}</p>
      <ol class="list" data-claim-list aria-live="polite">
        {items.map((claim) => (
          <ClaimItem claim={claim} />
        ))}
      </ol>
      <p>
        <a href={`/livestreams/${livestreamId}/claims`}>{CLAIMS.more}</a>
      </p>
    </section>
  );
};
