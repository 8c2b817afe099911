import type { FC } from "hono/jsx";
import type { ProfileView } from "../../../../candidates/index.ts";
import type { PostingView } from "../../../../postings/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Fields } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { formatDate } from "../../../text/format.ts";
import { APPLY, CARD } from "../../../text/seeker.ts";

/** Shows, before the card is sent, who receives it and until when. */
export const Receiver: FC<{ employer: string; until: Date }> = ({ employer, until }) => (
  <Notice>
    <p>
      <b>{APPLY.to(employer)}</b>
    </p>
    <p>{APPLY.until(formatDate(until))}</p>
  </Notice>
);

/** The hidden fields that carry the channel `fair`, and the code of an event's channel, through the form. */
export const Channel: FC<{ value: Fields[string]; via: Fields[string] }> = ({ value, via }) => (
  <>
    {value === "fair" ? <input type="hidden" name="channel" value="fair" /> : null}
    {via ? <input type="hidden" name="via" value={String(via)} /> : null}
  </>
);

export type Common = { shell: Shell; posting: PostingView; until: Date };

/** A seeker's card. With `own` also the place where the seeker lives, which no receiver of the card sees. */
export const CardFacts: FC<{ card: ProfileView; names: CodeNames; own?: boolean }> = ({
  card,
  names,
  own,
}) => (
  <Facts
    items={[
      { term: CARD.callName, value: card.callName },
      { term: CARD.skills, value: card.skills.map((id) => names.occupation(id) ?? id).join("、") },
      { term: CARD.places, value: card.places.map((code) => names.division(code) ?? code).join("、") },
      ...(own && (card.county || card.city)
        ? [{ term: CARD.home, value: names.division(card.county ?? card.city) ?? COMMON.unknown }]
        : []),
      ...(card.years === null ? [] : [{ term: CARD.years, value: String(card.years) }]),
      ...(card.certificates.length ? [{ term: CARD.certificates, value: card.certificates.join("、") }] : []),
      ...(card.startFrom ? [{ term: CARD.startFrom, value: card.startFrom }] : []),
      ...(card.veteran ? [{ term: CARD.veteran, value: COMMON.yes }] : []),
    ]}
  />
);
