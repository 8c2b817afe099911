import type { Context } from "hono";
import {
  confirmStart,
  denyStart,
  getMine,
  noteCall,
  reachableHours,
  replyToInvitation,
  withdrawApplication,
} from "../../../../../applications/index.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import type { EngineOf } from "../../../../../search/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { DonePage } from "../../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../../components/forms.tsx";
import { fieldId, fieldText, formStatus, pathId, readForm, submitForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { onRecord, SIGNED_IN } from "../../../../policies.ts";
import { ERASURES } from "../../../../text/public/erasures.ts";
import { CALL, INVITATION, START } from "../../../../text/public/invitation.ts";
import { ME, MINE } from "../../../../text/seeker.ts";
import { alternativesTo } from "./alternatives.ts";
import { MyApplicationPage } from "./application-page.tsx";
import { invitationCalendar } from "./calendar.ts";
import { replyOf } from "./reply-fields.ts";

const ownApplication = onRecord(SIGNED_IN, "application", "owner");
const pathOf = (c: Context<Env>) => `/me/applications/${pathId(c)}`;
const toApplication = (c: Context<Env>) => ({ href: pathOf(c), text: INVITATION.back });

/** Shows an application to its person. `form` is a reply that was refused. */
async function applicationPage(c: Context<Env>, engineOf: EngineOf, form: FormState) {
  const ctx = c.get("ctx");
  const application = await getMine(ctx, pathId(c));
  const [reachable, names, alternatives] = await Promise.all([
    reachableHours(ctx, application.employer.id),
    namesFor(ctx),
    application.status === "declined" ? alternativesTo(ctx, engineOf, application) : null,
  ]);
  const title = `${MINE.title} · ${application.posting.title} · ${application.reference}`;
  const data = { application, reachable, names, alternatives, form, now: ctx.clock.now() };
  return page(c, { title, status: formStatus(form) }, (shell) => (
    <MyApplicationPage shell={shell} data={data} />
  ));
}

/** Names an application by its posting and employer. */
const nameOf = ({ posting, employer }: Pick<Awaited<ReturnType<typeof getMine>>, "posting" | "employer">) =>
  `${posting.title} · ${employer.name}`;

/** Says that the reply was taken, with what comes next. */
async function replied(c: Context<Env>, kind: keyof typeof INVITATION.done) {
  const { reference, answer, invitation, ...mine } = await getMine(c.get("ctx"), pathId(c));
  const text = (key: string) => (typeof answer?.[key] === "string" ? String(answer[key]) : "");
  const then = kind === "come" ? INVITATION.next.come(text("when"), text("where")) : INVITATION.next[kind];
  const underWay = invitation?.delivery?.state === "waiting" ? INVITATION.delivery.waiting : "";
  const next = `${underWay}${then}`;
  const calendar = { href: `${pathOf(c)}/calendar.ics`, text: INVITATION.calendar };
  return page(c, { title: INVITATION.done[kind] }, () => (
    <DonePage
      title={INVITATION.done[kind]}
      about={nameOf(mine)}
      reference={reference}
      next={next}
      back={toApplication(c)}
      {...(kind === "come" && invitation?.startsAt ? { also: calendar } : {})}
    />
  ));
}

/** Pages of one of the person's own applications. */
export const applicationPages = (engineOf: EngineOf): Pages =>
  new Pages()
    .get("/me/applications/:id", ownApplication, (c) => applicationPage(c, engineOf, EMPTY_FORM))
    .post("/me/applications/:id/reply", ownApplication, async (c) => {
      const fields = await readForm(c);
      return submitForm(
        fields,
        async () => {
          const reply = replyOf(fields);
          const asked = { id: pathId(c), invitationId: fieldId(fields, "invitation"), reply };
          await replyToInvitation(c.get("ctx"), asked);
          return replied(c, reply.kind);
        },
        (form) => applicationPage(c, engineOf, form),
      );
    })
    .get("/me/applications/:id/calendar.ics", ownApplication, async (c) => {
      const application = await getMine(c.get("ctx"), pathId(c));
      const url = new URL(pathOf(c), c.get("services").config.origins[0] ?? c.req.url);
      return c.body(invitationCalendar(application, url.href), 200, {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="${application.reference}.ics"`,
      });
    })
    .post("/me/applications/:id/call", ownApplication, async (c) => {
      const outcome = fieldText(await readForm(c), "outcome") === "reached" ? "reached" : "missed";
      await noteCall(c.get("ctx"), { id: pathId(c), reached: outcome === "reached" });
      const mine = await getMine(c.get("ctx"), pathId(c));
      return page(c, { title: CALL.done[outcome] }, () => (
        <DonePage
          title={CALL.done[outcome]}
          about={nameOf(mine)}
          next={CALL.next[outcome]}
          reference={mine.reference}
          back={toApplication(c)}
        />
      ));
    })
    .post("/me/applications/:id/withdraw", ownApplication, async (c) => {
      const ctx = c.get("ctx");
      const id = pathId(c);
      await withdrawApplication(ctx, { id });
      const { reference, delivery, ...mine } = await getMine(ctx, id);
      return page(c, { title: MINE.done.withdraw }, () => (
        <DonePage
          title={MINE.done.withdraw}
          about={nameOf(mine)}
          next={delivery ? MINE.next.withdrawElsewhere : MINE.next.withdraw}
          reference={reference}
          back={{ href: "/me", text: ME.title }}
          also={{ href: "/me/erasures", text: ERASURES.look }}
        />
      ));
    })
    .post("/me/applications/:id/confirm", ownApplication, async (c) => {
      const ctx = c.get("ctx");
      const id = pathId(c);
      await confirmStart(ctx, { id });
      const { reference, ...mine } = await getMine(ctx, id);
      return page(c, { title: MINE.done.confirm }, () => (
        <DonePage
          title={MINE.done.confirm}
          about={nameOf(mine)}
          next={MINE.next.confirm}
          reference={reference}
          back={{ href: "/me", text: ME.title }}
        />
      ));
    })
    .post("/me/applications/:id/deny-start", ownApplication, async (c) => {
      const ctx = c.get("ctx");
      const id = pathId(c);
      await denyStart(ctx, { id });
      const { reference, ...mine } = await getMine(ctx, id);
      return page(c, { title: START.done }, () => (
        <DonePage
          title={START.done}
          about={nameOf(mine)}
          next={START.next}
          reference={reference}
          back={toApplication(c)}
        />
      ));
    });
