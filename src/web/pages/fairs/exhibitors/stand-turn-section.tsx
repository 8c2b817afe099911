import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { Button, EMPTY_FORM, Form, LinkButton, Select } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { STAND_TURN } from "../../../text/fairs/exhibitors.ts";
import { formatEstimate, MY_FAIR, SENDING } from "../../../text/fairs/interviews.ts";
import { formatTime } from "../../../text/format.ts";
import { ownEntry, ownWish, type StandData, turnState, wishState } from "./stand-turn.ts";

type TurnProps = { shell: Shell; data: StandData; action: string };

const toTicket = ({ fair }: StandData) => `/fairs/${fair.id}/ticket`;

const ToMeetings: FC<{ data: StandData }> = ({ data }) => (
  <LinkButton href={`/me/fairs/${data.fair.id}`}>{STAND_TURN.all}</LinkButton>
);

const OwnNumber: FC<TurnProps> = ({ shell, data, action }) => {
  const entry = ownEntry(data);
  if (!entry) return null;
  return (
    <>
      <p class="number">
        <b>{STAND_TURN.mine(entry.number)}</b> {formatEstimate(entry.estimate)}
      </p>
      {entry.status === "called" ? (
        <Notice kind="done">{entry.remote ? MY_FAIR.calledRemote : STAND_TURN.called}</Notice>
      ) : null}
      <div class="row">
        <ToMeetings data={data} />
        {entry.status === "serving" ? null : (
          <Form action={action} csrf={shell.csrf}>
            <Button kind="plain" name="act" value="leave">
              {STAND_TURN.leave}
            </Button>
          </Form>
        )}
      </div>
    </>
  );
};

/** The queue of the booth: how long it is, and the button to join it, or the reason why there is none. */
const Queue: FC<TurnProps> = (props) => {
  const { shell, data, action } = props;
  const { fair, turn } = data;
  const state = turnState(data);
  if (!state) return null;
  const estimate = formatEstimate(turn.estimate);
  return (
    <section class="card no-print">
      <h2>{STAND_TURN.queue}</h2>
      {fair.phase === "live" && turn.waiting !== null ? (
        <p>{STAND_TURN.waiting(turn.waiting, estimate)}</p>
      ) : null}
      <OwnNumber {...props} />
      {state === "take" || state === "remote" ? (
        <Form action={action} csrf={shell.csrf}>
          <Button kind="primary" wide name="act" value="join">
            {state === "take" ? STAND_TURN.take : STAND_TURN.remoteTake}
          </Button>
        </Form>
      ) : null}
      {state === "noTicket" ? (
        <>
          <p>{STAND_TURN.needsTicket}</p>
          <LinkButton href={toTicket(data)} kind="primary">
            {STAND_TURN.getTicket}
          </LinkButton>
        </>
      ) : null}
      {state === "waiting" ? <p>{STAND_TURN.ticketWaits}</p> : null}
      {state === "early" ? <p>{STAND_TURN.early(formatTime(fair.opensAt))}</p> : null}
      {state === "away" ? <p>{STAND_TURN.away}</p> : null}
      {state === "unserved" ? <p>{SENDING.unserved}</p> : null}
    </section>
  );
};

const WishForm: FC<TurnProps> = ({ shell, data: { stand }, action }) => {
  const [first, ...others] = stand.postings;
  return (
    <Form action={action} csrf={shell.csrf}>
      <p>{STAND_TURN.wishHint}</p>
      {others.length > 0 ? (
        <Select
          form={EMPTY_FORM}
          name="postingId"
          label={STAND_TURN.wishPosting}
          options={stand.postings.map(({ id, title }) => ({ value: id, text: title }))}
          required
        />
      ) : (
        <input type="hidden" name="postingId" value={first?.id ?? ""} />
      )}
      <Button name="act" value="wish">
        {STAND_TURN.wish}
      </Button>
    </Form>
  );
};

/** The wish for an interview: only where the exhibitor opened slots, else the reason. */
const Wish: FC<TurnProps> = (props) => {
  const { data } = props;
  const state = wishState(data);
  if (!state) return null;
  return (
    <section class="card no-print">
      <h2>{STAND_TURN.interview}</h2>
      {state === "free" ? <WishForm {...props} /> : null}
      {state === "wished" ? (
        <>
          <p>{STAND_TURN.wished(ownWish(data)?.posting ?? "")}</p>
          <ToMeetings data={data} />
        </>
      ) : null}
      {state === "noSlots" ? <p>{STAND_TURN.noSlots}</p> : null}
      {state === "noTicket" ? <p>{STAND_TURN.wishNeedsTicket}</p> : null}
      {state === "away" ? <p>{STAND_TURN.wishAway}</p> : null}
      {state === "full" ? (
        <>
          <p>{STAND_TURN.wishesFull}</p>
          <ToMeetings data={data} />
        </>
      ) : null}
    </section>
  );
};

/** Lets a visitor queue at this booth and wish for an interview. */
export const StandTurn: FC<TurnProps> = (props) => (
  <>
    <Queue {...props} />
    <Wish {...props} />
  </>
);
