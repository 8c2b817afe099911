import type { FC } from "hono/jsx";
import { ANSWERS, type FollowUpView } from "../../../../../fairs/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { BOOTH, FOLLOW_UP } from "../../../../text/fairs/booth-desk.ts";
import { formatDate } from "../../../../text/format.ts";

export type Side = "person" | "enterprise";

export const BASE = { person: "/me/follow-ups", enterprise: "/enterprise/follow-ups" } as const;

const FollowUp: FC<{ shell: Shell; side: Side; asked: FollowUpView }> = ({ shell, side, asked }) => {
  const answer = side === "person" ? asked.personAnswer : asked.enterpriseAnswer;
  const who = side === "person" ? asked.enterprise : (asked.callName ?? BOOTH.noName);
  return (
    <li class="card">
      <h2>{`${who} · ${asked.posting}`}</h2>
      <p class="quiet">{`${FOLLOW_UP.line(formatDate(asked.startedOn))} · ${FOLLOW_UP.day(asked.day)}`}</p>
      <p>
        <b>{FOLLOW_UP.question}</b> {answer ? FOLLOW_UP.answered(FOLLOW_UP.answers[answer]) : null}
      </p>
      <Form action={`${BASE[side]}/${asked.id}`} csrf={shell.csrf}>
        <p class="row">
          {ANSWERS.map((value) => (
            <Button name="answer" value={value} kind={value === answer ? "primary" : "secondary"}>
              {FOLLOW_UP.answers[value]}
            </Button>
          ))}
        </p>
      </Form>
    </li>
  );
};

export const FollowUpsPage: FC<{ shell: Shell; side: Side; items: FollowUpView[] }> = ({
  shell,
  side,
  items,
}) => (
  <div class="narrow">
    <h1>{FOLLOW_UP.title}</h1>
    <p class="quiet">{FOLLOW_UP.lead}</p>
    {items.length === 0 ? <Empty text={FOLLOW_UP.empty} /> : null}
    <ul class="list">
      {items.map((asked) => (
        <FollowUp shell={shell} side={side} asked={asked} />
      ))}
    </ul>
  </div>
);
