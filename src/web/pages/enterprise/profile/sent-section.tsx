import type { FC } from "hono/jsx";
import { DECISION_DAYS } from "../../../../enterprises/index.ts";
import { Facts } from "../../../components/blocks.tsx";
import { SENT } from "../../../text/enterprise/sent.ts";

/** Says what a registration or a claim sends, who sees it, and until when. `verifier` decides on a claim. */
export const SentSection: FC<{ verifier: string | null }> = ({ verifier }) => {
  const { register, claim } = SENT;
  return (
    <section>
      <h2>{SENT.heading}</h2>
      <Facts
        items={[
          { term: SENT.what, value: verifier === null ? register.what : claim.what },
          { term: SENT.who, value: verifier === null ? register.who : claim.who(verifier) },
          { term: SENT.until, value: (verifier === null ? register : claim).until(DECISION_DAYS) },
          { term: SENT.papers, value: SENT.papersText },
        ]}
      />
    </section>
  );
};
