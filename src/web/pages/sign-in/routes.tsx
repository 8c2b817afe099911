import type { FC } from "hono/jsx";
import {
  CodeRequest,
  requestCode,
  SignIn,
  signIn,
  signOut,
  writeSessionCookie,
} from "../../../identity/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { Pages } from "../../../platform/http/index.ts";
import { Notice } from "../../components/blocks.tsx";
import { Button, EMPTY_FORM, ErrorSummary, Field, Form, type FormState } from "../../components/forms.tsx";
import { one, parse, readForm, refusedForm } from "../../forms.ts";
import type { Shell } from "../../layout.tsx";
import { page } from "../../page.tsx";
import { SIGN_IN } from "../../text/public.ts";

const anyone = { who: "anyone" } as const;
const labels = { phone: SIGN_IN.phone, code: SIGN_IN.code };
/** Where to go after signing in: a path of our own, without tricks. */
const backOf = (path: string) => (/^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : "/me");

const PhonePage: FC<{ shell: Shell; form: FormState; back: string }> = ({ shell, form, back }) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={labels} />
    <h1>{SIGN_IN.heading}</h1>
    <Form action="/sign-in" csrf={shell.csrf}>
      <input type="hidden" name="back" value={back} />
      <Field
        form={form}
        name="phone"
        label={SIGN_IN.phone}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        required
      />
      <Button kind="primary" wide>
        {SIGN_IN.sendCode}
      </Button>
    </Form>
  </div>
);

/** The field for a code, with what the demo shows instead of a message. */
export const CodeField: FC<{ form: FormState; phone: string } & Sent> = ({ form, phone, devCode, again }) => (
  <>
    {again ? <Notice kind="waiting">{SIGN_IN.sentJustNow}</Notice> : null}
    {devCode ? <Notice kind="waiting">{SIGN_IN.devCode(devCode)}</Notice> : null}
    <Field
      form={form}
      name="code"
      label={SIGN_IN.code}
      hint={SIGN_IN.codeHint(phone)}
      inputmode="numeric"
      autocomplete="one-time-code"
      class="code"
      maxlength={6}
      required
    />
    <p class="quiet">{SIGN_IN.noSms}</p>
  </>
);

export type Sent = { devCode?: string | undefined; again?: boolean };

/** A new code, or, where one was sent just now, the word that it is that one which counts. */
export async function codeFor(ctx: RequestContext, phone: string): Promise<Sent> {
  try {
    return await requestCode(ctx, { phone });
  } catch (error) {
    if (error instanceof AppError && error.code === "OTP_TOO_SOON") return { again: true };
    throw error;
  }
}

type CodeData = Sent & { form: FormState; phone: string; back: string };

const CodePage: FC<{ shell: Shell; data: CodeData }> = ({ shell, data: { form, phone, back, ...sent } }) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={labels} />
    <h1>{SIGN_IN.codeTitle}</h1>
    <Form action="/sign-in/code" csrf={shell.csrf}>
      <input type="hidden" name="phone" value={phone} />
      <input type="hidden" name="back" value={back} />
      <CodeField form={form} phone={phone} {...sent} />
      <Button kind="primary" wide>
        {SIGN_IN.submit}
      </Button>
    </Form>
    <Form action="/sign-in" csrf={shell.csrf}>
      <input type="hidden" name="phone" value={phone} />
      <input type="hidden" name="back" value={back} />
      <Button kind="plain">{SIGN_IN.again}</Button>
    </Form>
  </div>
);

/** Phone, code, done: two pages without client code. */
export const signInPages = new Pages()
  .get("/sign-in", anyone, (c) => {
    const back = backOf(c.req.query("back") ?? "/me");
    return page(c, { title: SIGN_IN.title }, (shell) => (
      <PhonePage shell={shell} form={EMPTY_FORM} back={back} />
    ));
  })
  .post("/sign-in", anyone, async (c) => {
    const fields = await readForm(c);
    const back = backOf(one(fields, "back"));
    try {
      const { phone } = parse(CodeRequest, { phone: one(fields, "phone") });
      const sent = await codeFor(c.get("ctx"), phone);
      return page(c, { title: SIGN_IN.title }, (shell) => (
        <CodePage shell={shell} data={{ form: EMPTY_FORM, phone, back, ...sent }} />
      ));
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return page(c, { title: SIGN_IN.title, status: 422 }, (shell) => (
        <PhonePage shell={shell} form={form} back={back} />
      ));
    }
  })
  .post("/sign-in/code", anyone, async (c) => {
    const fields = await readForm(c);
    const [phone, back] = [one(fields, "phone"), backOf(one(fields, "back"))];
    try {
      const session = await signIn(c.get("ctx"), parse(SignIn, { phone, code: one(fields, "code") }));
      writeSessionCookie(c, session.token);
      return c.redirect(back, 303);
    } catch (error) {
      const form = refusedForm(error, {});
      if (!form) throw error;
      return page(c, { title: SIGN_IN.title, status: 422 }, (shell) => (
        <CodePage shell={shell} data={{ form, phone, back }} />
      ));
    }
  })
  .post("/sign-out", { who: "signedIn" }, async (c) => {
    await signOut(c.get("ctx"));
    writeSessionCookie(c, null);
    return c.redirect("/", 303);
  });
