import type { FC } from "hono/jsx";
import type { Handovers, HandoverView, RoomStream } from "../../../../livestreams/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { HANDOVER } from "../../../text/livestreams/room.ts";
import { RoomForm } from "./room-form.tsx";

/** The seconds that are left. Client code counts them down. */
export const Countdown: FC<{ leftS: number }> = ({ leftS }) => (
  <b class="countdown" data-left={String(leftS)}>
    {HANDOVER.left(leftS)}
  </b>
);

const COUNTS: ReadonlySet<string> = new Set(["proposed", "counting"]);
const KIND = {
  proposed: "waiting",
  counting: "waiting",
  late: "warning",
  handed: "done",
  takenBack: "info",
  declined: "warning",
  missed: "warning",
} as const;

type SentenceProps = { handover: HandoverView; side: "gives" | "takes" };

/** The state of a hand-over, from the side of one of both rooms. */
export const HandoverSentence: FC<SentenceProps> = ({ handover, side }) => {
  const { state, leftS } = handover;
  const city = side === "gives" ? handover.to.cityName : handover.from.cityName;
  const counts = COUNTS.has(state) && (side === "takes" || state === "counting");
  return (
    <p>
      {HANDOVER[side][state](city)} {counts ? <Countdown leftS={leftS} /> : null}
    </p>
  );
};

type PartProps = { shell: Shell; stream: RoomStream; of: string };
const OPEN: ReadonlySet<string> = new Set(["proposed", "counting", "late"]);

const Gives: FC<PartProps & { handover: HandoverView }> = ({ shell, stream, of, handover }) => (
  <Notice kind={KIND[handover.state]}>
    <HandoverSentence handover={handover} side="gives" />
    {OPEN.has(handover.state) ? (
      <RoomForm shell={shell} id={stream.livestream.id} of={of}>
        <input type="hidden" name="handover" value={handover.id} />
        <Button name="act" value="takeBack">
          {HANDOVER.takeBack}
        </Button>
      </RoomForm>
    ) : null}
  </Notice>
);

const Takes: FC<PartProps & { handover: HandoverView }> = ({ shell, stream, of, handover }) => (
  <Notice kind={KIND[handover.state]}>
    <HandoverSentence handover={handover} side="takes" />
    {OPEN.has(handover.state) ? (
      <RoomForm shell={shell} id={stream.livestream.id} of={of}>
        <input type="hidden" name="handover" value={handover.id} />
        <div class="row">
          {handover.acceptedAt === null ? (
            <Button kind="primary" name="act" value="accept">
              {HANDOVER.accept}
            </Button>
          ) : null}
          <Button name="act" value="decline">
            {HANDOVER.decline}
          </Button>
        </div>
      </RoomForm>
    ) : null}
  </Notice>
);

const Propose: FC<PartProps> = ({ shell, stream, of }) => {
  const { livestream, targets } = stream;
  if (targets.length === 0) return <p class="quiet small">{HANDOVER.noTargets}</p>;
  const [to, inS] = [`to-${livestream.id}`, `in-${livestream.id}`];
  return (
    <RoomForm shell={shell} id={livestream.id} of={of}>
      <div class="field">
        <label for={to}>{HANDOVER.to}</label>
        <select id={to} name="to" data-hand>
          {targets.map(({ id, cityName, title }) => (
            <option value={id}>{HANDOVER.target(cityName, title)}</option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={inS}>{HANDOVER.inS}</label>
        <select id={inS} name="inS">
          {HANDOVER.choices.map(([seconds, text]) => (
            <option value={String(seconds)} selected={seconds === 30}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <Button name="act" value="propose">
        {HANDOVER.propose}
      </Button>
    </RoomForm>
  );
};

const opens = ({ gives }: Handovers) => gives === null || !OPEN.has(gives.state);

/** The hand-overs of a livestream in its control room, and the form for another one. */
export const HandoverSection: FC<PartProps> = ({ shell, stream, of }) => {
  const { handovers, livestream } = stream;
  const { gives, takes } = handovers;
  const runs = livestream.phase === "live" || livestream.phase === "interrupted";
  return (
    <>
      {takes ? <Takes shell={shell} stream={stream} of={of} handover={takes} /> : null}
      {gives ? <Gives shell={shell} stream={stream} of={of} handover={gives} /> : null}
      {runs && opens(handovers) ? (
        <details class="sheet">
          <summary>{HANDOVER.title}</summary>
          <Propose shell={shell} stream={stream} of={of} />
        </details>
      ) : null}
    </>
  );
};
