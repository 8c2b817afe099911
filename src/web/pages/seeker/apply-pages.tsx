import type { Context } from "hono";
import { type Applied, apply, CONSENT_DAYS, findMine, getMine } from "../../../applications/index.ts";
import { getProfile, ontoCard, ProfileInput } from "../../../candidates/index.ts";
import { CodeRequest, resolveActor, SignIn, signIn, writeSessionCookie } from "../../../identity/index.ts";
import { contextFor, type RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { UUID } from "../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../platform/http/index.ts";
import { getPosting, type PostingView } from "../../../postings/index.ts";
import { cardOf } from "../../components/card-form.tsx";
import { cardChoices } from "../../components/choices.ts";
import { EMPTY_FORM, type FormState } from "../../components/forms.tsx";
import { type Fields, one, parse, readForm, refusedForm } from "../../forms.ts";
import { viaOf } from "../../links/via.ts";
import { namesFor } from "../../names.ts";
import { page, shellFor } from "../../page.tsx";
import { APPLY } from "../../text/seeker.ts";
import { codeFor } from "../sign-in/index.tsx";
import { AppliedPage, ApplyCodePage, FirstCardPage, SendCardPage } from "./apply.tsx";

const DAY_MS = 86_400_000;
const policy = { who: "anyone", on: { record: "posting", param: "id", by: "readers" } } as const;

type Frame = { posting: PostingView; until: Date };

async function frameOf(c: Context<Env>): Promise<Frame> {
  const id = c.req.param("id") ?? "";
  if (!UUID.test(id)) throw new AppError("NOT_FOUND");
  const ctx = c.get("ctx");
  const posting = await getPosting(ctx, id);
  if (posting.applyBlock === "unclaimed") throw new AppError("POSTING_UNCLAIMED");
  return { posting, until: new Date(ctx.clock.now().getTime() + CONSENT_DAYS * DAY_MS) };
}

/** The trade and the place of the posting, and the visitor's own city, stand ready; one tap less each. */
async function suggested(c: Context<Env>, posting: PostingView): Promise<Fields> {
  const { cityCode } = await shellFor(c, { title: "" });
  const places = [posting.city, cityCode].filter((code): code is string => code !== null);
  return { skills: posting.occupation ? [posting.occupation] : [], places: [...new Set(places)] };
}

async function firstCard(c: Context<Env>, frame: Frame, form: FormState) {
  const ctx = c.get("ctx");
  const choices = await cardChoices(ctx, form.values);
  const signedIn = ctx.actor.kind === "account";
  const status = form.errors.length > 0 ? 422 : 200;
  const title = APPLY.heading(frame.posting.title);
  return page(c, { title, status }, (shell) => (
    <FirstCardPage shell={shell} {...frame} form={form} choices={choices} signedIn={signedIn} />
  ));
}

const channelOf = (c: Context<Env>) => (c.req.query("channel") === "fair" ? "fair" : undefined);

/** By which way the person came: from a fair's pages, through one of its channels. */
function wayOf(c: Context<Env>, fields: Fields) {
  const via = viaOf(c);
  return {
    ...(one(fields, "channel") === "fair" ? { channel: "fair" as const } : {}),
    ...(via ? { via } : {}),
  };
}

const doneAt = (applied: Applied) => `/me/applications/${applied.id}/sent`;

/** Signs in with the code and applies as that person: one step for somebody here for the first time. */
async function signInAndApply(c: Context<Env>, postingId: string, fields: Fields) {
  const ctx = c.get("ctx");
  const session = await signIn(
    ctx,
    parse(SignIn, { phone: one(fields, "phone"), code: one(fields, "code") }),
  );
  writeSessionCookie(c, session.token);
  const actor = await resolveActor(ctx, session.token);
  if (!actor) throw new AppError("SESSION_ENDED");
  const own: RequestContext = contextFor(ctx, actor, {
    requestId: ctx.requestId,
    agreement: ctx.scope.agreement,
  });
  const card = ontoCard(parse(ProfileInput, cardOf(fields)), await getProfile(own));
  return apply(own, { postingId, card, ...wayOf(c, fields) });
}

/** Pressed twice: the first press signed in and applied, so the second finds its application. */
async function appliedBefore(c: Context<Env>, postingId: string): Promise<string | null> {
  const ctx = c.get("ctx");
  if (ctx.actor.kind !== "account") return null;
  const mine = await findMine(ctx, postingId);
  return mine && mine.status !== "withdrawn" ? `/me/applications/${mine.id}/sent` : null;
}

/** 我要应聘, for whoever comes: a person with a card, one without, one who is not signed in. */
export const applyPages = new Pages()
  .get("/postings/:id/apply", policy, async (c) => {
    const ctx = c.get("ctx");
    const frame = await frameOf(c);
    if (ctx.actor.kind === "account") {
      const mine = await findMine(ctx, frame.posting.id);
      if (mine && mine.status !== "withdrawn") return c.redirect(`/me/applications/${mine.id}`, 303);
      const card = await getProfile(ctx);
      const names = await namesFor(ctx);
      if (card)
        return page(c, { title: APPLY.heading(frame.posting.title) }, (shell) => (
          <SendCardPage shell={shell} {...frame} card={card} names={names} channel={channelOf(c)} />
        ));
    }
    const values = { ...(await suggested(c, frame.posting)), channel: channelOf(c) };
    return firstCard(c, frame, { ...EMPTY_FORM, values });
  })
  .post("/postings/:id/apply", policy, async (c) => {
    const ctx = c.get("ctx");
    const frame = await frameOf(c);
    const fields = await readForm(c);
    try {
      if (ctx.actor.kind === "account") {
        const card = one(fields, "callName") ? { card: parse(ProfileInput, cardOf(fields)) } : {};
        const withoutCard = !("card" in card) && !(await getProfile(ctx));
        if (withoutCard) parse(ProfileInput, cardOf(fields));
        const input = { postingId: frame.posting.id, ...card, ...wayOf(c, fields) };
        return c.redirect(doneAt(await apply(ctx, input)), 303);
      }
      const all = CodeRequest.extend(ProfileInput.shape);
      const { phone } = parse(all, { phone: one(fields, "phone"), ...cardOf(fields) });
      const sent = await codeFor(ctx, phone);
      const data = { form: EMPTY_FORM, fields: { ...fields, phone }, phone, sent };
      return page(c, { title: APPLY.title }, (shell) => (
        <ApplyCodePage shell={shell} {...frame} data={data} />
      ));
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return firstCard(c, frame, form);
    }
  })
  .post("/postings/:id/apply/code", policy, async (c) => {
    const frame = await frameOf(c);
    const { code: _code, ...fields } = await readForm(c);
    try {
      const before = await appliedBefore(c, frame.posting.id);
      if (before) return c.redirect(before, 303);
      const applied = await signInAndApply(c, frame.posting.id, { ...fields, code: _code });
      return c.redirect(doneAt(applied), 303);
    } catch (error) {
      const form = refusedForm(error, {});
      if (!form) throw error;
      const data = { form, fields, phone: one(fields, "phone"), sent: {} };
      return page(c, { title: APPLY.title, status: 422 }, (shell) => (
        <ApplyCodePage shell={shell} {...frame} data={data} />
      ));
    }
  })
  .get(
    "/me/applications/:id/sent",
    { who: "signedIn", on: { record: "application", param: "id", by: "owner" } },
    async (c) => {
      const id = c.req.param("id") ?? "";
      if (!UUID.test(id)) throw new AppError("NOT_FOUND");
      const mine = await getMine(c.get("ctx"), id);
      return page(c, { title: APPLY.done }, () => (
        <AppliedPage id={id} reference={mine.reference} dueAt={mine.answerDueAt ?? mine.createdAt} />
      ));
    },
  );
