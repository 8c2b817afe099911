import type { FC } from "hono/jsx";
import {
  ANSWERS,
  answerAsEmployer,
  answerForMyself,
  FollowUpAnswer,
  type FollowUpView,
  listEmployerFollowUps,
  listMyFollowUps,
} from "../../../../../fairs/index.ts";
import { notFound } from "../../../../../platform/core/errors.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { DonePage } from "../../../../components/done.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import { idOf, one, parse, readForm } from "../../../../forms.ts";
import type { Shell } from "../../../../layout.tsx";
import { page } from "../../../../page.tsx";
import { BOOTH, FOLLOW_UP } from "../../../../text/fairs/booth-desk.ts";
import { formatDate } from "../../../../text/format.ts";

type Side = "person" | "enterprise";
const BASE = { person: "/me/follow-ups", enterprise: "/enterprise/follow-ups" } as const;
const AUDIENCE = { person: "public", enterprise: "enterprise" } as const;

const One: FC<{ shell: Shell; side: Side; asked: FollowUpView }> = ({ shell, side, asked }) => {
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

const List: FC<{ shell: Shell; side: Side; items: FollowUpView[] }> = ({ shell, side, items }) => (
  <div class="narrow">
    <h1>{FOLLOW_UP.title}</h1>
    <p class="quiet">{FOLLOW_UP.lead}</p>
    {items.length === 0 ? <Empty text={FOLLOW_UP.empty} /> : null}
    <ul class="list">
      {items.map((asked) => (
        <One shell={shell} side={side} asked={asked} />
      ))}
    </ul>
  </div>
);

const parts = {
  person: { list: listMyFollowUps, answer: answerForMyself, who: "signedIn", by: "owner" },
  enterprise: { list: listEmployerFollowUps, answer: answerAsEmployer, who: ["member"], by: "enterprise" },
} as const;

/** What is asked on day 7, 30 and 90 after a start, on one side. */
const pagesOf = (side: Side): Pages => {
  const { list, answer, who, by } = parts[side];
  const frame = { title: FOLLOW_UP.title, audience: AUDIENCE[side] };
  return new Pages()
    .get(BASE[side], { who }, async (c) => {
      const items = await list(c.get("ctx"));
      return page(c, frame, (shell) => <List shell={shell} side={side} items={items} />);
    })
    .post(`${BASE[side]}/:id`, { who, on: { record: "followUp", param: "id", by } }, async (c) => {
      const id = idOf(c);
      if (!(await list(c.get("ctx"))).some((asked) => asked.id === id)) throw notFound();
      const input = parse(FollowUpAnswer, { answer: one(await readForm(c), "answer") });
      await answer(c.get("ctx"), { id, ...input });
      const back = { href: BASE[side], text: FOLLOW_UP.title };
      return page(c, frame, () => <DonePage title={FOLLOW_UP.done} back={back} />);
    });
};

export const followUpPages = [pagesOf("person"), pagesOf("enterprise")];
