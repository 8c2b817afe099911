import type { FC } from "hono/jsx";
import type { PostingCard as Card } from "../../../../postings/index.ts";
import { CityTag, Empty, Verified } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { type CodeNames, Pay, PostingPlace } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { sectorText } from "../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import { formatHeadcount, formatSpan } from "../../../text/format.ts";
import { POSTING } from "../../../text/public/pages.ts";
import type { StandData } from "./stand-turn.ts";
import { StandTurn } from "./stand-turn-section.tsx";
import { fairPath } from "./visit.ts";

type ExhibitorData = StandData & { postings: Card[]; names: CodeNames };

/** Returns the path of an exhibitor's page, to which its forms are sent as well. */
export const standPath = (fairId: string, registrationId: string): string =>
  `/fairs/${fairId}/stands/${registrationId}`;

/** Returns the path to apply for a posting. The channel `fair` makes the application count for the fair. */
const applyAt = (id: string) => `/postings/${id}/apply?channel=fair`;

/** An exhibitor: its booth, what a visitor can do there, and its postings. */
export const ExhibitorPage: FC<{ shell: Shell; data: ExhibitorData }> = ({ shell, data }) => {
  const { fair, stand, names } = data;
  return (
    <div class="narrow">
      <h1>{stand.name}</h1>
      <p>
        <Verified>{POSTING.verified}</Verified>{" "}
        <CityTag site={shell.site} code={stand.city} text={names.division(stand.city) ?? ""} />{" "}
        {stand.industry ? `· ${sectorText(stand.industry)}` : ""}
      </p>
      <section class="card">
        <p>
          <b>{PUBLIC_FAIR.booth(stand.venueName, stand.boothCode)}</b>
        </p>
        <p>
          {fair.title}
          <br />
          {formatSpan(fair.opensAt, fair.closesAt)}
        </p>
      </section>
      <StandTurn shell={shell} data={data} action={standPath(fair.id, stand.registrationId)} />
      <h2>{PUBLIC_FAIR.standPostings}</h2>
      {data.postings.length === 0 ? <Empty text={PUBLIC_FAIR.noStandPostings} /> : null}
      <ul class="list">
        {data.postings.map((posting) => (
          <li class="card posting">
            <div class="head">
              <h3>
                <a class="title" href={`/postings/${posting.id}?channel=fair`}>
                  {posting.title}
                </a>
              </h3>
              <Pay pay={posting.pay} short />
            </div>
            <p>
              <PostingPlace site={shell.site} names={names} posting={posting} /> · {formatHeadcount(posting)}
            </p>
            <LinkButton href={applyAt(posting.id)} kind="primary">
              {PUBLIC_FAIR.apply}
              <span class="sr"> {posting.title}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
      <LinkButton href={fairPath(fair.id, { venue: stand.venueId }, "enterprises")}>
        {PUBLIC_FAIR.back}
      </LinkButton>
    </div>
  );
};
