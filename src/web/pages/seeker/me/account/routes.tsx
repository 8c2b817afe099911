import type { Context } from "hono";
import { changePhone } from "../../../../../candidates/index.ts";
import { accountView, CodeRequest, PhoneChange, phoneOf } from "../../../../../identity/index.ts";
import { invalid } from "../../../../../platform/core/errors.ts";
import { requireAccount } from "../../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../../components/forms.tsx";
import { fieldText, formStatus, parse, readForm, submitForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { SIGNED_IN } from "../../../../policies.ts";
import { PHONE_CHANGE } from "../../../../text/public/account.ts";
import { ME } from "../../../../text/seeker.ts";
import { codesGoByMail, sendCode } from "../../../sign-in/send-code.ts";
import { NewPhonePage } from "./new-phone-page.tsx";
import { PhoneCodesPage } from "./phone-codes-page.tsx";

async function newPhonePage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const { phoneMasked } = await accountView(ctx);
  const data = { form, phoneMasked, noSms: codesGoByMail(ctx) };
  return page(c, { title: PHONE_CHANGE.title, status: formStatus(form) }, (shell) => (
    <NewPhonePage shell={shell} data={data} />
  ));
}

type Sent = { devCodes: [string, string] | null; again: boolean };
async function codesPage(c: Context<Env>, phone: string, form: FormState, sent: Sent) {
  const { phoneMasked } = await accountView(c.get("ctx"));
  const data = { form, phone, phoneMasked, ...sent };
  return page(c, { title: PHONE_CHANGE.codesTitle, status: formStatus(form) }, (shell) => (
    <PhoneCodesPage shell={shell} data={data} />
  ));
}

/** Sends a code to both numbers of a change. A number that just had one keeps it. */
async function sendBoth(c: Context<Env>, phone: string): Promise<Sent> {
  const ctx = c.get("ctx");
  const present = await phoneOf(ctx, ctx.db, requireAccount(ctx.actor).accountId);
  if (present === phone) throw invalid("phone", "SAME_PHONE");
  const old = await sendCode(ctx, present);
  const fresh = await sendCode(ctx, phone);
  return {
    devCodes: old.devCode && fresh.devCode ? [old.devCode, fresh.devCode] : null,
    again: (old.again ?? false) || (fresh.again ?? false),
  };
}

/** Errors of the codes stand beside them; errors of the number lead back to its page. */
const aboutNumber = ({ errors }: FormState) => errors.some(({ path }) => path === "phone");

/** Change of the account's number: the new number, then a code to each of both. */
export const phonePages = new Pages()
  .get("/me/phone", SIGNED_IN, (c) => newPhonePage(c, EMPTY_FORM))
  .post("/me/phone", SIGNED_IN, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const { phone } = parse(CodeRequest, { phone: fieldText(fields, "phone") });
        return codesPage(c, phone, EMPTY_FORM, await sendBoth(c, phone));
      },
      (form) => newPhonePage(c, form),
    );
  })
  .post("/me/phone/codes", SIGNED_IN, async (c) => {
    const fields = await readForm(c);
    const [phone, oldCode, newCode] = ["phone", "oldCode", "newCode"].map((name) => fieldText(fields, name));
    return submitForm(
      fields,
      async () => {
        await changePhone(c.get("ctx"), parse(PhoneChange, { phone, oldCode, newCode }));
        const { phoneMasked } = await accountView(c.get("ctx"));
        return page(c, { title: PHONE_CHANGE.title }, () => (
          <DonePage
            title={PHONE_CHANGE.done(phoneMasked)}
            next={PHONE_CHANGE.next}
            back={{ href: "/me#account", text: ME.title }}
          />
        ));
      },
      (form) =>
        aboutNumber(form)
          ? newPhonePage(c, form)
          : codesPage(c, phone ?? "", form, { devCodes: null, again: false }),
    );
  });
