import type { FC } from "hono/jsx";
import type { ApplicationView } from "../../../../../applications/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { Icon } from "../../../../components/icons.tsx";
import { DELIVERY } from "../../../../text/seeker.ts";

type Delivery = NonNullable<ApplicationView["delivery"]>;

function wordsOf({ state, reason, phone }: Delivery): string[] {
  if (state === "waiting") return [DELIVERY.waiting, ...(phone ? [DELIVERY.late] : [])];
  if (state === "expired") return [DELIVERY.expired];
  const why = DELIVERY.reason[reason ?? ""];
  return [DELIVERY.refused, ...(why ? [why] : [])];
}

/** True while the person waits for it, or if it came back because it did not arrive. */
const matters = ({ status, history }: ApplicationView) =>
  status === "sent" || (status === "withdrawn" && history.at(-1)?.kind === "undelivered");

/** How far an application to a posting of another city's node is. Nothing for a posting of this node. */
export const DeliverySection: FC<{ application: ApplicationView }> = ({ application }) => {
  const { delivery } = application;
  if (!delivery || !matters(application)) return null;
  const { state, phone } = delivery;
  if (state === "done") return <p class="quiet">{DELIVERY.done}</p>;
  return (
    <Notice kind={state === "waiting" ? "waiting" : "warning"}>
      {wordsOf(delivery).map((words) => (
        <p>{words}</p>
      ))}
      {phone ? (
        <p>
          <a class="button nowrap" href={`tel:${phone.split(/[ ,，、]/)[0]}`}>
            <Icon name="phone" /> {DELIVERY.call} {phone}
          </a>
        </p>
      ) : null}
    </Notice>
  );
};
