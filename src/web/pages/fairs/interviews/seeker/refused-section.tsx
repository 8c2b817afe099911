import type { FC } from "hono/jsx";
import type { MyFair } from "../../../../../fairs/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import { MY_FAIR } from "../../../../text/fairs/interviews.ts";
import { whyOf } from "../sending-section.tsx";
import { inReach } from "./in-reach.ts";
import type { Props } from "./meetings-section.tsx";

type Refused = MyFair["refused"][number];

const titleOf = ({ kind, enterprise, posting }: Refused) =>
  kind === "turn" ? MY_FAIR.refusedTurn(enterprise) : MY_FAIR.refusedWish(enterprise, posting ?? "");

/** Lists what the host of a fair at another node refused, each with its reason and what can be done. */
export const RefusedAsks: FC<Props & { mayAsk: boolean }> = ({
  shell,
  data,
  data: { mine, fair },
  action,
  mayAsk,
}) => {
  if (mine.refused.length === 0) return null;
  const reached = (one: Refused) =>
    one.kind === "wish"
      ? inReach(data, "booked").some(({ postingId }) => postingId === one.postingId)
      : fair.phase === "live" &&
        inReach(data, "now").some(({ registrationId }) => registrationId === one.registrationId);
  const again = (one: Refused) => mayAsk && reached(one);
  return (
    <section>
      <h2>{MY_FAIR.refused}</h2>
      {mine.refused.map((one) => (
        <div class="card">
          <Notice kind="warning">
            <p>
              <b>{titleOf(one)}</b>
            </p>
            <p>{MY_FAIR.refusedWhy(MY_FAIR.refusedWhyFor[one.kind][one.refusal] ?? whyOf(one.refusal))}</p>
          </Notice>
          <div class="row">
            {again(one) ? (
              <Form action={action} csrf={shell.csrf}>
                <input type="hidden" name="act" value={one.kind === "turn" ? "join" : "again"} />
                <input type="hidden" name="registrationId" value={one.registrationId} />
                {one.postingId ? <input type="hidden" name="postingId" value={one.postingId} /> : null}
                <Button>
                  {one.kind === "turn" ? MY_FAIR.againTurn : MY_FAIR.againWish}
                  <span class="sr">{one.enterprise}</span>
                </Button>
              </Form>
            ) : null}
            <Form action={action} csrf={shell.csrf}>
              <input type="hidden" name="act" value="drop" />
              <input type="hidden" name="registrationId" value={one.registrationId} />
              <Button kind="plain">
                {MY_FAIR.drop}
                <span class="sr">{one.enterprise}</span>
              </Button>
            </Form>
          </div>
        </div>
      ))}
    </section>
  );
};
