import type { FC } from "hono/jsx";
import type { OwnTalentCard, TalentInvitation, TalentReceiver } from "../../../../talent/index.ts";
import { Notice, Status } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate, formatTime } from "../../../text/format.ts";
import { ERASURES } from "../../../text/public/erasures.ts";
import { MY_TALENT } from "../../../text/public/talent.ts";
import { TalentFacts } from "../card-section.tsx";

type MyData = {
  cards: readonly OwnTalentCard[];
  receivers: readonly TalentReceiver[];
  invitations: readonly TalentInvitation[];
  names: CodeNames;
  /** True if the person has a card for applications, from which the card of the pool is made. */
  hasProfile: boolean;
};

const OwnCard: FC<{ shell: Shell; card: OwnTalentCard; data: MyData }> = ({ shell, card, data }) => {
  const federation = data.receivers.find(({ city }) => city === card.city)?.federation;
  return (
    <section class="card">
      <h3>{MY_TALENT.whoSees(federation ?? data.names.division(card.city) ?? card.city)}</h3>
      <p class="quiet small">
        {MY_TALENT.given(formatDate(card.givenAt))} · {MY_TALENT.until(formatDate(card.endsAt))}
      </p>
      {card.paused ? <Notice kind="waiting">{MY_TALENT.paused}</Notice> : null}
      <TalentFacts card={card.card} names={data.names} />
      <Form action={`/me/talent/${card.id}/take-back`} csrf={shell.csrf}>
        <Button kind="danger">{MY_TALENT.takeBack}</Button>
      </Form>
    </section>
  );
};

type AnswerData = Pick<TalentInvitation, "applied" | "declined"> & { open: boolean };

/** How an invitation was answered, or that its posting closed. Nothing for one that still waits. */
const Answer: FC<AnswerData> = ({ applied, declined, open }) => {
  if (applied) return <Status kind="done">{MY_TALENT.applied}</Status>;
  if (declined) return <Status kind="plain">{MY_TALENT.declined}</Status>;
  return open ? null : <Status kind="stopped">{MY_TALENT.closed}</Status>;
};

const Invitations: FC<{ invitations: readonly TalentInvitation[] }> = ({ invitations }) => (
  <section id="invitations">
    <h2>{MY_TALENT.invitations}</h2>
    {invitations.length === 0 ? <p class="quiet">{MY_TALENT.noInvitations}</p> : null}
    <ul class="list">
      {invitations.map(({ id, posting, enterprise, at, ...answer }) => (
        <li class="card posting">
          <div class="head">
            <h3>
              <a class="title" href={`/me/talent/invitations/${id}`}>
                {posting.title}
              </a>
            </h3>
            <Answer {...answer} open={posting.open} />
          </div>
          <p class="quiet">
            {enterprise.name} · {formatTime(at)}
          </p>
        </li>
      ))}
    </ul>
  </section>
);

/** Cards that the person shows, to which city and until when; invitations; the way to end it. */
export const MyTalentPage: FC<{ shell: Shell; data: MyData }> = ({ shell, data }) => {
  const shown = data.cards.length > 0;
  return (
    <div class="narrow stack">
      <h1>{MY_TALENT.title}</h1>
      <p>{MY_TALENT.lead}</p>
      {shown ? <h2>{MY_TALENT.on}</h2> : <Notice>{MY_TALENT.off}</Notice>}
      {data.cards.map((card) => (
        <OwnCard shell={shell} card={card} data={data} />
      ))}
      {shown ? <p class="quiet small">{MY_TALENT.changeHint}</p> : null}
      {data.hasProfile ? (
        <p>
          <LinkButton href="/me/talent/new" kind={shown ? "secondary" : "primary"} wide>
            {shown ? MY_TALENT.change : MY_TALENT.open}
          </LinkButton>
        </p>
      ) : (
        <p>
          {MY_TALENT.needCard}{" "}
          <LinkButton href="/me/card?back=/me/talent" kind="primary">
            {MY_TALENT.makeCard}
          </LinkButton>
        </p>
      )}
      <Invitations invitations={data.invitations} />
      <p class="row">
        <LinkButton href="/me/looks">{MY_TALENT.looks}</LinkButton>
        <LinkButton href="/me/talent/blocks">{MY_TALENT.blocks}</LinkButton>
        <LinkButton href="/me/erasures">{ERASURES.look}</LinkButton>
      </p>
    </div>
  );
};
