import { getEnterprise } from "../../../../../enterprises/index.ts";
import {
  answerAsEmployer,
  answerForMyself,
  FollowUpAnswer,
  listEmployerFollowUps,
  listMyFollowUps,
} from "../../../../../fairs/index.ts";
import { notFound } from "../../../../../platform/core/errors.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { fieldText, parse, pathId, readForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { MEMBER, onRecord, SIGNED_IN } from "../../../../policies.ts";
import { FOLLOW_UP } from "../../../../text/fairs/booth-desk.ts";
import { enterpriseOf } from "../../../enterprise/current-enterprise.ts";
import { BASE, FollowUpsPage, type Side } from "./follow-ups-page.tsx";

const AUDIENCE = { person: "public", enterprise: "enterprise" } as const;

const SIDES = {
  person: { list: listMyFollowUps, answer: answerForMyself, policy: SIGNED_IN, by: "owner" },
  enterprise: { list: listEmployerFollowUps, answer: answerAsEmployer, policy: MEMBER, by: "enterprise" },
} as const;

/**
 * The follow-up questions on days 7, 30 and 90 after a start, asked of one side: the person or the
 * enterprise.
 */
const pagesOf = (side: Side): Pages => {
  const { list, answer, policy, by } = SIDES[side];
  const frame = { title: FOLLOW_UP.title, audience: AUDIENCE[side] };
  return new Pages()
    .get(BASE[side], policy, async (c) => {
      const ctx = c.get("ctx");
      const items = await list(ctx);
      const enterprise = side === "enterprise" ? await getEnterprise(ctx, enterpriseOf(c).id) : null;
      return page(c, frame, (shell) => (
        <FollowUpsPage shell={shell} side={side} items={items} enterprise={enterprise} />
      ));
    })
    .post(`${BASE[side]}/:id`, onRecord(policy, "followUp", by), async (c) => {
      const id = pathId(c);
      if (!(await list(c.get("ctx"))).some((asked) => asked.id === id)) throw notFound();
      const input = parse(FollowUpAnswer, { answer: fieldText(await readForm(c), "answer") });
      await answer(c.get("ctx"), { id, ...input });
      const back = { href: BASE[side], text: FOLLOW_UP.title };
      return page(c, frame, () => <DonePage title={FOLLOW_UP.done} back={back} />);
    });
};

export const followUpPages = [pagesOf("person"), pagesOf("enterprise")];
