import type { FC } from "hono/jsx";
import type { ApplicationView, Hours, Outcomes } from "../../../../applications/index.ts";
import type { Division } from "../../../../cities/index.ts";
import type { HomeNode } from "../../../../federation/index.ts";
import type { AnswerList, ClipView } from "../../../../livestreams/index.ts";
import type { PostingCard as Card, PostingView } from "../../../../postings/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { Icon } from "../../../components/icons.tsx";
import {
  Away,
  type CodeNames,
  Elements,
  Pay,
  PostingCard,
  PostingPlace,
  ShopFloor,
} from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { firstPhone } from "../../../text/format.ts";
import { CALL } from "../../../text/public/invitation.ts";
import { POSTING } from "../../../text/public/pages.ts";
import { TRUST } from "../../../text/public/trust.ts";
import { PostingAnswers } from "../../livestreams/questions/public/answers-section.tsx";
import { PostingClips } from "../../livestreams/replay/clips-section.tsx";
import { PlaceSection } from "./place-section.tsx";
import { Trust } from "./trust-section.tsx";

type Data = {
  posting: PostingView;
  names: CodeNames;
  divisions: ReadonlyMap<string, Division>;
  mine: ApplicationView | null;
  /** How many applied and were answered; null if they are too few to tell. */
  outcomes: Outcomes | null;
  /** Hours at which others were answered by phone. */
  reachable: readonly Hours[];
  similar: Card[];
  /** Code of the fair's channel by which the visitor came; null if there is none. */
  via: string | null;
  /** Code of the channel in the address, which the link to apply hands on. */
  linked: string | null;
  /** True if the visitor came from a fair's pages. */
  fromFair: boolean;
  /** The node that writes the posting; null if it is this one. */
  home: HomeNode | null;
  /** True if the posting's city takes no applications from the reader's: the way is the phone. */
  byPhone: boolean;
  now: Date;
  /** Questions that the enterprise answered in writing. */
  answers: AnswerList;
  /** The parts of livestreams in which it is explained. */
  clips: readonly ClipView[];
};

const Contact: FC<Pick<Data, "posting" | "via" | "reachable">> = (props) => {
  const { posting, via, reachable } = props;
  const { id, contact } = posting;
  return contact ? (
    <section class="card">
      <h2>{POSTING.call}</h2>
      <p>
        {contact.name ? `${contact.name} ` : ""}
        <a
          class="button nowrap"
          href={`tel:${firstPhone(contact.phone)}`}
          data-call={`/api/v1/postings/${id}/calls`}
          {...(via ? { "data-via": via } : {})}
        >
          <Icon name="phone" /> {contact.phone}
        </a>
      </p>
      {contact.hours ? <p class="quiet">{POSTING.callHours(contact.hours)}</p> : null}
      {reachable.length > 0 ? <p>{CALL.reachable(reachable)}</p> : null}
    </section>
  ) : null;
};

/** Link to the page on which an employer claims its postings, on the node that hosts them. */
const ClaimLink: FC<{ employer: string; home: HomeNode | null }> = ({ employer, home }) => {
  const path = `/enterprise/claim/${employer}`;
  if (!home) return <a href={path}>{POSTING.claim}</a>;
  return home.url ? <a href={`${home.url}${path}`}>{POSTING.claimAt(home.cityName)}</a> : null;
};

/** Returns the query that hands on how the person came to the posting. */
const cameBy = ({ fromFair, linked }: Pick<Data, "fromFair" | "linked">) =>
  fromFair ? "?channel=fair" : linked ? `?via=${linked}` : "";

/**
 * Says at the top that nobody can apply here, why, and where the way is. Shows nothing if the posting takes
 * applications here.
 */
const NotHere: FC<Data> = ({ posting, mine, home, byPhone }) => {
  if (mine && mine.status !== "withdrawn") return null;
  const elsewhere = home?.url ? (
    <p>
      <LinkButton href={`${home.url}/postings/${posting.id}`}>
        {posting.applyBlock ? TRUST.lookAt(home.cityName) : TRUST.applyAt(home.cityName)}
      </LinkButton>
    </p>
  ) : null;
  if (posting.applyBlock === "unclaimed")
    return (
      <Notice kind="waiting">
        <p>
          <b>{TRUST.notHere}</b>
        </p>
        <p>{POSTING.unclaimed}</p>
        <p>
          <ClaimLink employer={posting.employer.id} home={home} />
        </p>
        {elsewhere}
      </Notice>
    );
  if (!byPhone) return null;
  return (
    <Notice kind="waiting">
      <p>
        <b>{TRUST.notHere}</b>
      </p>
      <p>{POSTING.byPhone(home?.cityName ?? "", posting.contact !== null)}</p>
      {elsewhere}
    </Notice>
  );
};

const Apply: FC<Data> = ({ posting, mine, fromFair, linked, byPhone }) => {
  if (mine && mine.status !== "withdrawn")
    return (
      <div class="action">
        <span>{POSTING.applied(mine.reference)}</span>
        <LinkButton href={`/me/applications/${mine.id}`}>{POSTING.seeMine}</LinkButton>
      </div>
    );
  if (posting.applyBlock === "unclaimed" || byPhone) return null;
  return (
    <div class="action">
      <LinkButton href={`/postings/${posting.id}/apply${cameBy({ fromFair, linked })}`} kind="primary">
        {POSTING.apply}
      </LinkButton>
    </div>
  );
};

/**
 * The page of a posting: title, pay, place, the details that the law requires, working conditions, employer.
 */
export const PostingPage: FC<{ shell: Shell; data: Data }> = ({ shell, data }) => {
  const { posting, names } = data;
  return (
    <div class="narrow">
      <h1>{posting.title}</h1>
      <p>
        <Pay pay={posting.pay} />
      </p>
      <p>
        <PostingPlace site={shell.site} names={names} posting={posting} />{" "}
        <Away here={shell.here} posting={posting} />
      </p>
      <NotHere {...data} />
      {posting.repostFrom ? <Notice>{POSTING.repostFrom(posting.repostFrom)}</Notice> : null}
      <section class="card">
        <h2>{POSTING.elements}</h2>
        <Elements posting={posting} names={names} />
      </section>
      <ShopFloor posting={posting} />
      <PlaceSection posting={posting} divisions={data.divisions} here={shell.here} />
      <PostingClips clips={data.clips} />
      <PostingAnswers answers={data.answers} />
      <Contact posting={posting} via={data.via} reachable={data.reachable} />
      <Trust posting={posting} home={data.home} outcomes={data.outcomes} />
      {data.similar.length > 0 ? (
        <section>
          <h2>{POSTING.similar}</h2>
          <ul class="list">
            {data.similar.map((other) => (
              <PostingCard posting={other} site={shell.site} names={names} now={data.now} here={shell.here} />
            ))}
          </ul>
        </section>
      ) : null}
      <Apply {...data} />
    </div>
  );
};
