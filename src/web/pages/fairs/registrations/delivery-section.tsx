import type { FC } from "hono/jsx";
import type { RegistrationView } from "../../../../fairs/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import {
  REGISTRATION_STATUS,
  REGISTRATION_STEP,
  REGISTRATION_DELIVERY as TEXT,
} from "../../../text/fairs/registrations.ts";

type Delivery = NonNullable<RegistrationView["delivery"]>;

function wordsOf({ type, state, reason, late }: Delivery, host: string): string[] {
  const step = REGISTRATION_STEP[type] ?? type;
  if (state === "waiting") return [TEXT.waiting(step, host), ...(late ? [TEXT.late(host)] : [])];
  if (state === "expired") return [TEXT.expired(step, host)];
  const why = TEXT.reason[reason ?? ""];
  return [TEXT.refused(step, host), ...(why ? [why] : [])];
}

/** What the enterprise wrote beside what the fair's home holds, after an edit met a newer version. */
const Conflict: FC<{ conflict: NonNullable<Delivery["conflict"]> }> = ({ conflict: { mine, theirs } }) => {
  const brings = (one: typeof mine) =>
    TEXT.brings(one.recruiters, `${one.contactName} ${one.contactPhone}`, one.wishNote);
  return (
    <>
      <p>{TEXT.conflict}</p>
      <Facts
        items={[
          { term: TEXT.mine, value: brings(mine) },
          { term: TEXT.theirs, value: `${REGISTRATION_STATUS[theirs.status]}；${brings(theirs)}` },
        ]}
      />
    </>
  );
};

/** How far the last act is that was sent to the fair's home. Nothing for a fair of this node. */
export const RegistrationDelivery: FC<{ delivery: RegistrationView["delivery"]; host: string }> = ({
  delivery,
  host,
}) => {
  if (!delivery) return null;
  if (delivery.state === "done")
    return <p class="quiet">{TEXT.done(REGISTRATION_STEP[delivery.type] ?? delivery.type, host)}</p>;
  return (
    <Notice kind={delivery.state === "waiting" ? "waiting" : "warning"}>
      {wordsOf(delivery, host).map((words) => (
        <p>{words}</p>
      ))}
      {delivery.conflict ? <Conflict conflict={delivery.conflict} /> : null}
    </Notice>
  );
};
