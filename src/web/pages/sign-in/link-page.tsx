import type { FC } from "hono/jsx";
import { Button, Form } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { SIGN_IN } from "../../text/public/pages.ts";

/** Asks before a sign-in link is used, so that a program that only looks at the link does not use it. */
export const LinkPage: FC<{ shell: Shell; phoneMasked: string; token: string }> = ({
  shell,
  phoneMasked,
  token,
}) => (
  <div class="narrow">
    <h1>{SIGN_IN.linkHeading}</h1>
    <p>{SIGN_IN.linkLead(phoneMasked)}</p>
    <Form action="/sign-in/link" csrf={shell.csrf}>
      <input type="hidden" name="token" value={token} />
      <Button kind="primary" wide>
        {SIGN_IN.submit}
      </Button>
    </Form>
  </div>
);
