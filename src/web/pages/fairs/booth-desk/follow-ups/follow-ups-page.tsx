import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../../enterprises/index.ts";
import { ANSWERS, type FollowUpView } from "../../../../../fairs/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { BOOTH, FOLLOW_UP } from "../../../../text/fairs/booth-desk.ts";
import { formatDate } from "../../../../text/format.ts";
import { SuspendedNotice } from "../../../enterprise/suspended-section.tsx";

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

type FollowUpsData = {
  shell: Shell;
  side: Side;
  items: FollowUpView[];
  /** The caller's enterprise on its own side; else null. */
  enterprise: EnterpriseView | null;
};

export const FollowUpsPage: FC<FollowUpsData> = ({ shell, side, items, enterprise }) => (
  <div class="narrow">
    <h1>{FOLLOW_UP.title}</h1>
    {enterprise ? <SuspendedNotice enterprise={enterprise} short /> : null}
    <p class="quiet">{FOLLOW_UP.lead}</p>
    {items.length === 0 ? <Empty text={FOLLOW_UP.empty} /> : null}
    <ul class="list">
      {items.map((asked) => (
        <FollowUp shell={shell} side={side} asked={asked} />
      ))}
    </ul>
  </div>
);
