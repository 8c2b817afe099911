import type { Context } from "hono";
import { listCities } from "../../../cities/index.ts";
import type { Env } from "../../../platform/http/index.ts";
import { Button, ErrorSummary, Form, type FormState } from "../../components/forms.tsx";
import { formStatus } from "../../forms.ts";
import { page } from "../../page.tsx";
import { NEAR } from "../../text/public/near.ts";

/** Asks for the reader's county: one tap on its name, without JavaScript and without an account. */
export async function nearPage(c: Context<Env>, form: FormState, back: string): Promise<Response> {
  const { items } = await listCities(c.get("ctx"));
  return page(c, { title: NEAR.title, status: formStatus(form) }, (shell) => (
    <div class="narrow">
      <ErrorSummary form={form} labels={{ county: NEAR.title }} />
      <h1>{NEAR.title}</h1>
      <p>{NEAR.lead}</p>
      <p class="quiet">{shell.viewer ? NEAR.private : NEAR.privateBrowser}</p>
      <Form action="/near" csrf={shell.csrf}>
        <input type="hidden" name="back" value={back} />
        {items.map(({ name, counties }) => (
          <section>
            <h2>{name}</h2>
            <ul class="chips">
              {counties.map(({ code, shortName }) => (
                <li>
                  <button
                    class="chip"
                    type="submit"
                    name="county"
                    value={code}
                    {...(shell.here?.code === code ? { "aria-current": "true" as const } : {})}
                  >
                    {shortName}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {shell.here ? (
          <p>
            <Button name="county" value="">
              {NEAR.forget}
            </Button>
          </p>
        ) : null}
      </Form>
    </div>
  ));
}
