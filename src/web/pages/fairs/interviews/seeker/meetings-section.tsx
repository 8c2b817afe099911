import type { FC } from "hono/jsx";
import type { FairView, MyFair, Offered } from "../../../../../fairs/index.ts";
import { Notice, Status } from "../../../../components/blocks.tsx";
import { Button, Form, type FormState } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import {
  formatEstimate,
  INTERVIEW_STATUS,
  INTERVIEWS,
  MY_FAIR,
  QUEUE_KIND,
} from "../../../../text/fairs/interviews.ts";
import { formatTime } from "../../../../text/format.ts";

/** Data of the seeker's page of a fair. */
export type MyFairData = {
  fair: FairView;
  mine: MyFair;
  offered: Offered[];
  form: FormState;
};
export type Props = { shell: Shell; data: MyFairData; action: string };

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

/**
 * Says of each wish without a time whether the timetable is still to be made, or whether no time was left.
 */
const OpenWishes: FC<{ data: MyFairData }> = ({ data: { fair, mine } }) => {
  const over = fair.phase === "closed" || fair.phase === "reported";
  const unmet = mine.wishes.filter(({ state }) => state === "noSlot" || state === "open");
  return unmet.length === 0 ? null : (
    <ul class="list">
      {unmet.map(({ state, enterprise, posting }) => (
        <li>
          <Notice kind={state === "open" ? "waiting" : "info"}>
            <p>
              <b>{`${enterprise} · ${posting}`}</b>
            </p>
            <p>{over ? MY_FAIR.wishOver : MY_FAIR.wishState[state === "open" ? "open" : "noSlot"]}</p>
          </Notice>
        </li>
      ))}
    </ul>
  );
};

/** Shows the seeker's booked interviews, and the wishes without a time. */
export const Interviews: FC<{ data: MyFairData }> = ({ data, data: { mine } }) => (
  <section>
    <h2>{MY_FAIR.interviews}</h2>
    {mine.interviews.length + mine.wishes.length === 0 ? <p class="quiet">{MY_FAIR.noInterviews}</p> : null}
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
    <OpenWishes data={data} />
  </section>
);

/** Shows the seeker's numbers in queues, with a button to leave each. */
export const Queue: FC<Props> = ({ shell, data: { mine }, action }) =>
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
