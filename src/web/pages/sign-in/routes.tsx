import {
  CodeRequest,
  readSignInLink,
  SignIn,
  signIn,
  signInByLink,
  signOut,
  writeSessionCookie,
} from "../../../identity/index.ts";
import { Pages } from "../../../platform/http/index.ts";
import { EMPTY_FORM } from "../../components/forms.tsx";
import { fieldText, localPath, parse, readForm, submitForm } from "../../forms.ts";
import { deskOf } from "../../links/desk.ts";
import { page } from "../../page.tsx";
import { ANYONE, SIGNED_IN } from "../../policies.ts";
import { SIGN_IN } from "../../text/public/pages.ts";
import { CodePage } from "./code-page.tsx";
import { LinkPage } from "./link-page.tsx";
import { PhonePage } from "./phone-page.tsx";
import { codesGoByMail, sendCode } from "./send-code.ts";

/** Sign-in in two steps, without client code. */
export const signInPages = new Pages()
  .get("/sign-in", ANYONE, (c) => {
    const back = localPath(c.req.query("back"), "");
    return page(c, { title: SIGN_IN.title }, (shell) => (
      <PhonePage shell={shell} form={EMPTY_FORM} back={back} />
    ));
  })
  .post("/sign-in", ANYONE, async (c) => {
    const fields = await readForm(c);
    const back = localPath(fieldText(fields, "back"), "");
    return submitForm(
      fields,
      async () => {
        const { phone } = parse(CodeRequest, { phone: fieldText(fields, "phone") });
        const sent = await sendCode(c.get("ctx"), phone);
        return page(c, { title: SIGN_IN.title }, (shell) => (
          <CodePage shell={shell} data={{ form: EMPTY_FORM, phone, back, ...sent }} />
        ));
      },
      (form) =>
        page(c, { title: SIGN_IN.title, status: 422 }, (shell) => (
          <PhonePage shell={shell} form={form} back={back} />
        )),
    );
  })
  .post("/sign-in/code", ANYONE, async (c) => {
    const fields = await readForm(c);
    const [phone, back] = [fieldText(fields, "phone"), localPath(fieldText(fields, "back"), "")];
    return submitForm(
      {},
      async () => {
        const session = await signIn(c.get("ctx"), parse(SignIn, { phone, code: fieldText(fields, "code") }));
        writeSessionCookie(c, session.token);
        return c.redirect(back || deskOf(session.account.roles), 303);
      },
      (form) =>
        page(c, { title: SIGN_IN.title, status: 422 }, (shell) => (
          <CodePage shell={shell} data={{ form, phone, back, byMail: codesGoByMail(c.get("ctx")) }} />
        )),
    );
  })
  .get("/sign-in/link", ANYONE, async (c) => {
    const token = c.req.query("token") ?? "";
    const { phoneMasked } = await readSignInLink(c.get("ctx"), token);
    return page(c, { title: SIGN_IN.linkHeading }, (shell) => (
      <LinkPage shell={shell} phoneMasked={phoneMasked} token={token} />
    ));
  })
  .post("/sign-in/link", ANYONE, async (c) => {
    const fields = await readForm(c);
    const session = await signInByLink(c.get("ctx"), fieldText(fields, "token"));
    writeSessionCookie(c, session.token);
    return c.redirect(deskOf(session.account.roles), 303);
  })
  .post("/sign-out", SIGNED_IN, async (c) => {
    await signOut(c.get("ctx"));
    writeSessionCookie(c, null);
    return c.redirect("/", 303);
  });
