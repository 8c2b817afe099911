import type { FC } from "hono/jsx";
import type { ClaimList, LivestreamView } from "../../../../livestreams/index.ts";
import { Empty, Pages } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { CLAIMS } from "../../../text/livestreams/spoken-claims.ts";
import { ClaimItem } from "./claim-section.tsx";

type ClaimsData = { livestream: LivestreamView; claims: ClaimList };

/** All checks of a livestream, newest first, for the public. */
export const ClaimsPage: FC<{ shell: Shell; data: ClaimsData }> = ({
  shell,
  data: { livestream, claims },
}) => {
  const { items, nextCursor } = claims;
  return (
    <div class="narrow">
      <h1>{CLAIMS.title}</h1>
      <p>{livestream.title}</p>
      <p class="quiet">{CLAIMS.lead}</p>
      {items.length === 0 ? <Empty text={CLAIMS.none} /> : null}
      <ol class="list">
        {items.map((claim) => (
          <ClaimItem claim={claim} />
        ))}
      </ol>
      <Pages shell={shell} next={nextCursor} />
      <LinkButton href={`/livestreams/${livestream.id}`}>{CLAIMS.back}</LinkButton>
    </div>
  );
};
