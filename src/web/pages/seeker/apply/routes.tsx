import type { Context } from "hono";
import { type Applied, apply, CONSENT_DAYS, findMine, getMine } from "../../../../applications/index.ts";
import { getProfile, mergeIntoCard, ProfileInput } from "../../../../candidates/index.ts";
import { findEvent } from "../../../../channels/index.ts";
import { CodeRequest, resolveActor, SignIn, signIn, writeSessionCookie } from "../../../../identity/index.ts";
import { contextFor, type RequestContext } from "../../../../platform/context.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { ChannelCode } from "../../../../platform/core/schema.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { getPosting, type PostingView } from "../../../../postings/index.ts";
import { namesFor } from "../../../code-names.ts";
import { cardOf } from "../../../components/card-form.tsx";
import { cardChoices } from "../../../components/choices.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { type Fields, fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import { linkedVia, viaOf } from "../../../links/channel-cookie.ts";
import { page, shellFor } from "../../../page.tsx";
import { ANYONE, onRecord, SIGNED_IN } from "../../../policies.ts";
import { APPLY } from "../../../text/seeker.ts";
import { orMissingPosting } from "../../public/missing-posting-page.tsx";
import { wayTo } from "../../public/posting/way-to.ts";
import { codesGoByMail, sendCode } from "../../sign-in/send-code.ts";
import { AppliedPage } from "./applied-page.tsx";
import { ApplyCodePage } from "./apply-code-page.tsx";
import { FirstCardPage } from "./first-card-page.tsx";
import { SendCardPage } from "./send-card-page.tsx";

const DAY_MS = 86_400_000;
const policy = onRecord(ANYONE, "posting", "readers");

type Frame = { posting: PostingView; until: Date };

async function frameOf(c: Context<Env>): Promise<Frame> {
  const id = pathId(c);
  const ctx = c.get("ctx");
  const posting = await getPosting(ctx, id);
  if (posting.applyBlock === "unclaimed") throw new AppError("POSTING_UNCLAIMED");
  if ((await wayTo(ctx, posting.homeCity)).byPhone) throw new AppError("APPLY_ELSEWHERE");
  return { posting, until: new Date(ctx.clock.now().getTime() + CONSENT_DAYS * DAY_MS) };
}

/** Returns values to prefill a new card: the posting's trade and city, the visitor's city and county. */
async function suggestedValues(c: Context<Env>, posting: PostingView): Promise<Fields> {
  const { cityCode, here } = await shellFor(c, { title: "" });
  const places = [posting.city, cityCode].filter((code): code is string => code !== null);
  return {
    skills: posting.occupation ? [posting.occupation] : [],
    places: [...new Set(places)],
    city: here?.code ?? "",
  };
}

async function firstCardPage(c: Context<Env>, frame: Frame, form: FormState) {
  const ctx = c.get("ctx");
  const choices = await cardChoices(ctx, form.values);
  const signedIn = ctx.actor.kind === "account";
  const status = formStatus(form);
  const title = APPLY.heading(frame.posting.title);
  return page(c, { title, status }, (shell) => (
    <FirstCardPage shell={shell} {...frame} form={form} choices={choices} signedIn={signedIn} />
  ));
}

const channelOf = (c: Context<Env>) => (c.req.query("channel") === "fair" ? "fair" : undefined);

/**
 * Returns how the person came: `channel` from the pages of a fair, `via` from the page of a livestream or
 * through a channel.
 */
function sourceOf(c: Context<Env>, fields: Fields) {
  const via = ChannelCode.safeParse(fieldText(fields, "via")).data ?? viaOf(c);
  return {
    ...(fieldText(fields, "channel") === "fair" ? { channel: "fair" as const } : {}),
    ...(via ? { via } : {}),
  };
}

/** The page after applying. It leads back to the event from whose page the person came. */
const doneAt = (applied: Pick<Applied, "id">, fields: Fields) => {
  const via = ChannelCode.safeParse(fieldText(fields, "via")).data;
  return `/me/applications/${applied.id}/sent${via ? `?via=${via}` : ""}`;
};

/** Signs in with the SMS code and applies in one step. */
async function signInAndApply(c: Context<Env>, postingId: string, fields: Fields) {
  const ctx = c.get("ctx");
  const session = await signIn(
    ctx,
    parse(SignIn, { phone: fieldText(fields, "phone"), code: fieldText(fields, "code") }),
  );
  writeSessionCookie(c, session.token);
  const actor = await resolveActor(ctx, session.token);
  if (!actor) throw new AppError("SESSION_ENDED");
  const own: RequestContext = contextFor(ctx, actor, {
    requestId: ctx.requestId,
    agreement: ctx.scope.agreement,
  });
  const card = mergeIntoCard(parse(ProfileInput, cardOf(fields)), await getProfile(own));
  return apply(own, { postingId, card, ...sourceOf(c, fields) });
}

/**
 * Returns the path of an earlier application for this posting, for a form that was submitted twice; null if
 * there is none.
 */
async function appliedBefore(c: Context<Env>, postingId: string, fields: Fields): Promise<string | null> {
  const ctx = c.get("ctx");
  if (ctx.actor.kind !== "account") return null;
  const mine = await findMine(ctx, postingId);
  return mine && mine.status !== "withdrawn" ? doneAt(mine, fields) : null;
}

/** Adds the answer for a posting that the reader may not see, as on the posting's own page. */
const onPosting =
  (show: (c: Context<Env>) => Promise<Response>) =>
  (c: Context<Env>): Promise<Response> =>
    orMissingPosting(c, () => show(c));

/** Pages to apply for a posting: with a card, without one, or without being signed in. */
export const applyPages = new Pages()
  .get(
    "/postings/:id/apply",
    policy,
    onPosting(async (c) => {
      const ctx = c.get("ctx");
      const frame = await frameOf(c);
      if (ctx.actor.kind === "account") {
        const mine = await findMine(ctx, frame.posting.id);
        if (mine && mine.status !== "withdrawn") return c.redirect(`/me/applications/${mine.id}`, 303);
        const card = await getProfile(ctx);
        const names = await namesFor(ctx);
        if (card)
          return page(c, { title: APPLY.heading(frame.posting.title) }, (shell) => (
            <SendCardPage
              shell={shell}
              {...frame}
              card={card}
              names={names}
              channel={channelOf(c)}
              via={linkedVia(c)}
            />
          ));
      }
      const values = {
        ...(await suggestedValues(c, frame.posting)),
        channel: channelOf(c),
        via: linkedVia(c),
      };
      return firstCardPage(c, frame, { ...EMPTY_FORM, values });
    }),
  )
  .post(
    "/postings/:id/apply",
    policy,
    onPosting(async (c) => {
      const ctx = c.get("ctx");
      const frame = await frameOf(c);
      const fields = await readForm(c);
      return submitForm(
        fields,
        async () => {
          if (ctx.actor.kind === "account") {
            const card = fieldText(fields, "callName") ? { card: parse(ProfileInput, cardOf(fields)) } : {};
            const withoutCard = !("card" in card) && !(await getProfile(ctx));
            if (withoutCard) parse(ProfileInput, cardOf(fields));
            const input = { postingId: frame.posting.id, ...card, ...sourceOf(c, fields) };
            return c.redirect(doneAt(await apply(ctx, input), fields), 303);
          }
          const all = CodeRequest.extend(ProfileInput.shape);
          const { phone } = parse(all, { phone: fieldText(fields, "phone"), ...cardOf(fields) });
          const sent = await sendCode(ctx, phone);
          const data = { form: EMPTY_FORM, fields: { ...fields, phone }, phone, sent };
          return page(c, { title: APPLY.title }, (shell) => (
            <ApplyCodePage shell={shell} {...frame} data={data} />
          ));
        },
        (form) => firstCardPage(c, frame, form),
      );
    }),
  )
  .post(
    "/postings/:id/apply/code",
    policy,
    onPosting(async (c) => {
      const frame = await frameOf(c);
      const { code: _code, ...fields } = await readForm(c);
      return submitForm(
        {},
        async () => {
          const before = await appliedBefore(c, frame.posting.id, fields);
          if (before) return c.redirect(before, 303);
          const applied = await signInAndApply(c, frame.posting.id, { ...fields, code: _code });
          return c.redirect(doneAt(applied, fields), 303);
        },
        async (form) => {
          const data = {
            form,
            fields,
            phone: fieldText(fields, "phone"),
            sent: { byMail: codesGoByMail(c.get("ctx")) },
          };
          return page(c, { title: APPLY.title, status: 422 }, (shell) => (
            <ApplyCodePage shell={shell} {...frame} data={data} />
          ));
        },
      );
    }),
  )
  .get("/me/applications/:id/sent", onRecord(SIGNED_IN, "application", "owner"), async (c) => {
    const id = pathId(c);
    const via = linkedVia(c);
    const [mine, event] = await Promise.all([
      getMine(c.get("ctx"), id),
      via ? findEvent(c.get("ctx"), { code: via }) : null,
    ]);
    const title = mine.delivery?.state === "waiting" ? APPLY.sending : APPLY.done;
    return page(c, { title }, () => (
      <AppliedPage
        id={id}
        reference={mine.reference}
        sending={mine.delivery?.state === "waiting"}
        event={event}
        dueAt={mine.employer.suspended ? null : (mine.answerDueAt ?? mine.createdAt)}
      />
    ));
  });
