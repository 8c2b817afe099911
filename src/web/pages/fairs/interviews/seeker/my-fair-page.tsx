import type { FC } from "hono/jsx";
import type { FairView, MyFair, Offered } from "../../../../../fairs/index.ts";
import { Notice, Status } from "../../../../components/blocks.tsx";
import { CalledOff } from "../../../../components/fairs.tsx";
import {
  Button,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
  Select,
} from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import {
  formatEstimate,
  INTERVIEW_STATUS,
  INTERVIEWS,
  MY_FAIR,
  QUEUE_KIND,
} from "../../../../text/fairs/interviews.ts";
import { formatTime } from "../../../../text/format.ts";

type MyFairData = {
  fair: FairView;
  mine: MyFair;
  offered: Offered[];
  form: FormState;
};
type Props = { shell: Shell; data: MyFairData; action: string };

const WISHES = [1, 2, 3];

const placeOf = ({ venue, booth }: { venue: string | null; booth: string | null }) =>
  MY_FAIR.there(venue ?? "", booth ?? "");

const MeetingRoom: FC<{ url: string | null }> = ({ url }) =>
  url ? (
    <p>
      <a class="button primary" href={url} rel="noopener noreferrer external">
        {MY_FAIR.enter}
      </a>
    </p>
  ) : null;

const Interviews: FC<{ data: MyFairData }> = ({ data: { mine } }) => (
  <section>
    <h2>{MY_FAIR.interviews}</h2>
    {mine.interviews.length === 0 ? <p class="quiet">{MY_FAIR.noInterviews}</p> : null}
    {mine.interviews.map((one) => (
      <div class="card">
        <p class="row between">
          <b>{formatTime(one.startsAt)}</b>
          <Status kind={one.status === "noShow" ? "stopped" : one.status === "done" ? "done" : "waiting"}>
            {INTERVIEW_STATUS[one.status]}
          </Status>
        </p>
        <p>{`${one.enterprise} · ${one.posting}`}</p>
        <p class="quiet">
          {one.remote ? MY_FAIR.remote : placeOf(one)}
          {one.kind === "group" ? ` · ${INTERVIEWS.group}` : ""}
        </p>
        <MeetingRoom url={one.meetingUrl} />
      </div>
    ))}
  </section>
);

const Queue: FC<Props> = ({ shell, data: { mine }, action }) =>
  mine.queue.length === 0 ? null : (
    <section>
      <h2>{MY_FAIR.queue}</h2>
      {mine.queue.map((entry) => (
        <div class="card">
          {entry.status === "called" ? (
            <Notice kind="done">{entry.remote ? MY_FAIR.calledRemote : MY_FAIR.called}</Notice>
          ) : null}
          <p class="row between">
            <b>{`${MY_FAIR.number(entry.number)} · ${entry.enterprise}`}</b>
            <span class="quiet">{entry.remote ? INTERVIEWS.remote : QUEUE_KIND[entry.kind]}</span>
          </p>
          <p class="quiet">
            {entry.remote ? MY_FAIR.remote : placeOf(entry)}
            <br />
            {[entry.dueAt ? MY_FAIR.due(formatTime(entry.dueAt)) : "", formatEstimate(entry.estimate)]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {entry.status === "waiting" ? null : <MeetingRoom url={entry.meetingUrl} />}
          {entry.status === "serving" ? null : (
            <Form action={action} csrf={shell.csrf}>
              <input type="hidden" name="act" value="leave" />
              <input type="hidden" name="registrationId" value={entry.registrationId} />
              <Button kind="plain">
                {MY_FAIR.leave}
                <span class="sr">{entry.enterprise}</span>
              </Button>
            </Form>
          )}
        </div>
      ))}
    </section>
  );

/**
 * Returns the offers that the ticket holder can reach. `now` (queue) needs the same hall, `booked`
 * (interview) the same city. Booths with an online meeting room are always in reach.
 */
const inReach = ({ fair, mine, offered }: MyFairData, how: "now" | "booked") => {
  const hall = fair.venues.find(({ id }) => id === mine.ticket?.venueId);
  const there = (one: Offered) => (how === "now" ? one.venueId === hall?.id : one.city === hall?.city);
  return offered.filter((one) => one.hasMeetingRoom || there(one));
};

const Wishes: FC<Props> = ({ shell, data, action }) => {
  const { mine, form } = data;
  const kept = Object.fromEntries(mine.wishes.map((wish) => [`wish${wish.rank}`, wish.postingId]));
  const state = { ...form, values: { ...kept, ...form.values } };
  const options = inReach(data, "booked")
    .filter((one) => one.hasSlots || Object.values(kept).includes(one.postingId))
    .map((one) => ({
      value: one.postingId,
      text: MY_FAIR.option(one.enterpriseName, one.title, one.boothCode),
    }));
  return (
    <section class="card">
      <h2 id="postingIds">{MY_FAIR.wishes}</h2>
      <p class="quiet">{MY_FAIR.wishesHint}</p>
      <Form action={action} csrf={shell.csrf}>
        <input type="hidden" name="act" value="wishes" />
        {WISHES.map((n) => (
          <Select
            form={state}
            name={`wish${n}`}
            label={MY_FAIR.wish(n)}
            options={options}
            blank={MY_FAIR.nobody}
          />
        ))}
        <Button kind="primary" wide>
          {MY_FAIR.save}
        </Button>
      </Form>
    </section>
  );
};

const Join: FC<Props> = ({ shell, data, action }) => {
  const seen = new Set<string>();
  const booths = inReach(data, "now").filter(
    ({ registrationId }) => !seen.has(registrationId) && seen.add(registrationId),
  );
  return (
    <section class="card">
      <h2>{MY_FAIR.join}</h2>
      <p class="quiet">{MY_FAIR.joinHint}</p>
      <Form action={action} csrf={shell.csrf}>
        <input type="hidden" name="act" value="join" />
        <Select
          form={data.form}
          name="registrationId"
          label={MY_FAIR.joinWhere}
          options={booths.map((one) => ({
            value: one.registrationId,
            text: `${one.enterpriseName}（${one.venueName} ${one.boothCode}）`,
          }))}
          required
        />
        <Button>{MY_FAIR.take}</Button>
      </Form>
    </section>
  );
};

/**
 * The seeker's possible actions: none at a cancelled fair, and none before its end without a valid ticket.
 */
const Own: FC<Props> = (props) => {
  const { fair, mine } = props.data;
  if (fair.phase === "cancelled") return <CalledOff fair={fair} />;
  const over = fair.phase === "closed" || fair.phase === "reported";
  if (!over && mine.ticket?.status !== "valid")
    return (
      <>
        <Notice kind="waiting">{mine.ticket ? MY_FAIR.waiting : MY_FAIR.noTicket}</Notice>
        <LinkButton href={`/fairs/${fair.id}/ticket`} kind="primary">
          {mine.ticket ? MY_FAIR.toTicket : MY_FAIR.takeTicket}
        </LinkButton>
      </>
    );
  if (over)
    return (
      <>
        <Notice kind="info">{MY_FAIR.over}</Notice>
        <Interviews data={props.data} />
      </>
    );
  return (
    <>
      <p class="quiet">{MY_FAIR.ticket(mine.ticket?.reference ?? "")}</p>
      {mine.ticket?.venueId ? null : <Notice kind="info">{MY_FAIR.online}</Notice>}
      <Queue {...props} />
      <Interviews data={props.data} />
      <Wishes {...props} />
      {fair.phase === "live" ? <Join {...props} /> : null}
    </>
  );
};

/** The seeker's page of a fair: queues, interviews, wishes. */
export const MyFairPage: FC<{ shell: Shell; data: MyFairData }> = ({ shell, data }) => {
  const { fair, form } = data;
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={{ postingIds: MY_FAIR.wishes, registrationId: MY_FAIR.joinWhere }} />
      <h1>{fair.title}</h1>
      <p>{formatTime(fair.opensAt)}</p>
      <Own shell={shell} data={data} action={`/me/fairs/${fair.id}`} />
      <p>
        <LinkButton href="/me">{MY_FAIR.back}</LinkButton>
      </p>
    </div>
  );
};
