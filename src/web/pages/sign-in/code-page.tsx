import type { FC } from "hono/jsx";
import { Button, ErrorSummary, Form, type FormState } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { SIGN_IN } from "../../text/public/pages.ts";
import { CodeField } from "./code-form.tsx";
import { SIGN_IN_LABELS } from "./phone-page.tsx";
import type { SentCode } from "./send-code.ts";

type CodeData = SentCode & { form: FormState; phone: string; back: string };

export const CodePage: FC<{ shell: Shell; data: CodeData }> = ({
  shell,
  data: { form, phone, back, ...sent },
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={SIGN_IN_LABELS} />
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
