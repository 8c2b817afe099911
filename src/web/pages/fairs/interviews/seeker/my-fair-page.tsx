import type { FC } from "hono/jsx";
import { Notice } from "../../../../components/blocks.tsx";
import { CalledOff } from "../../../../components/fairs.tsx";
import { Button, ErrorSummary, Form, LinkButton, Select } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { MY_FAIR } from "../../../../text/fairs/interviews.ts";
import { formatTime } from "../../../../text/format.ts";
import { fairPath } from "../../exhibitors/visit.ts";
import { Sending } from "../sending-section.tsx";
import { inReach } from "./in-reach.ts";
import { Interviews, type MyFairData, type Props, Queue } from "./meetings-section.tsx";
import { OwnClashesSection } from "./own-clashes-section.tsx";
import { RefusedAsks } from "./refused-section.tsx";

const WISHES = [1, 2, 3];

/** Returns how far acts are. A refusal that the page lists with its booth is not said twice. */
const refusalsOnce = ({ sending, refused }: MyFairData["mine"]) =>
  sending && { ...sending, refusal: refused.length > 0 ? null : sending.refusal };

const Wishes: FC<Props> = ({ shell, data, action }) => {
  const { mine, form } = data;
  const kept = Object.fromEntries(mine.wishes.map((wish) => [`wish${wish.rank}`, wish.postingId]));
  const state = { ...form, values: { ...kept, ...form.values } };
  const options = inReach(data, "booked")
    .filter((one) => (one.hasSlots ?? true) || Object.values(kept).includes(one.postingId))
    .map((one) => ({
      value: one.postingId,
      text: MY_FAIR.option(one.enterpriseName, one.title, one.boothCode),
    }));
  return (
    <section class="card">
      <h2 id="postingIds">{MY_FAIR.wishes}</h2>
      <p class="quiet">{options.length === 0 ? MY_FAIR.wishNone : MY_FAIR.wishesHint}</p>
      {options.length === 0 && mine.wishes.length === 0 ? null : (
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
      )}
    </section>
  );
};

const Join: FC<Props> = ({ shell, data, action }) => {
  const hall = data.mine.ticket?.venueId;
  const seen = new Set<string>();
  const booths = inReach(data, "now").filter(
    ({ registrationId }) => !seen.has(registrationId) && seen.add(registrationId),
  );
  return (
    <section class="card">
      <h2>{MY_FAIR.join}</h2>
      <p class="quiet">{booths.length === 0 ? MY_FAIR.joinNone : MY_FAIR.joinHint}</p>
      {hall ? (
        <p>
          <LinkButton href={fairPath(data.fair.id, { venue: hall }, "enterprises")} kind="primary">
            {MY_FAIR.toPlan}
          </LinkButton>
        </p>
      ) : null}
      {booths.length === 0 ? null : (
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
      )}
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
  const served = mine.sending?.served ?? true;
  return (
    <>
      <p class="quiet">{MY_FAIR.ticket(mine.ticket?.reference ?? "")}</p>
      <Sending sending={refusalsOnce(mine)} />
      <OwnClashesSection clashes={mine.clashes} />
      {mine.ticket?.venueId ? null : <Notice kind="info">{MY_FAIR.online}</Notice>}
      <Queue {...props} />
      <RefusedAsks {...props} mayAsk={served} />
      <Interviews data={props.data} />
      {served ? <Wishes {...props} /> : null}
      {served && fair.phase === "live" ? <Join {...props} /> : null}
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
