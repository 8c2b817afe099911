import type { FC } from "hono/jsx";
import { CARD_LABELS, Carried } from "../../../components/card-form.tsx";
import { Button, ErrorSummary, Form, type FormState } from "../../../components/forms.tsx";
import type { Fields } from "../../../forms.ts";
import { SIGN_IN } from "../../../text/public/pages.ts";
import { APPLY } from "../../../text/seeker.ts";
import { CodeField } from "../../sign-in/code-form.tsx";
import type { SentCode } from "../../sign-in/send-code.ts";
import { type Common, Receiver } from "./card-section.tsx";

type CodeData = { form: FormState; fields: Fields; phone: string; sent: SentCode };

/**
 * The page to enter the SMS code. Hidden fields carry the card's values, because nothing is stored before the
 * phone is verified.
 */
export const ApplyCodePage: FC<Common & { data: CodeData }> = ({ shell, posting, until, data }) => (
  <div class="narrow">
    <ErrorSummary form={data.form} labels={{ code: SIGN_IN.code, ...CARD_LABELS }} />
    <h1>{APPLY.codeTitle}</h1>
    <Form action={`/postings/${posting.id}/apply/code`} csrf={shell.csrf}>
      <Carried fields={data.fields} />
      <CodeField form={data.form} phone={data.phone} {...data.sent} />
      <Receiver employer={posting.employer.name} until={until} />
      <Button kind="primary" wide>
        {APPLY.confirm}
      </Button>
    </Form>
    <Form action={`/postings/${posting.id}/apply`} csrf={shell.csrf}>
      <Carried fields={data.fields} />
      <Button kind="plain">{SIGN_IN.again}</Button>
    </Form>
  </div>
);
