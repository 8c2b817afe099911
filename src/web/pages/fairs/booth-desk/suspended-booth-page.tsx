import type { Context } from "hono";
import { getEnterprise } from "../../../../enterprises/index.ts";
import type { Booth } from "../../../../fairs/index.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import type { FormState } from "../../../components/forms.tsx";
import { fieldText } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { SUSPENDED } from "../../../text/enterprise/pages.ts";
import { SuspendedNotice } from "../../enterprise/suspended-section.tsx";

type Typed = { title: string; form: FormState; labels: Readonly<Record<string, string>> };

/**
 * Responds instead of a page of a booth whose enterprise is suspended. Shows the typed texts of a refused
 * form under their labels. The status is 409, so that no browser keeps the page for use without network.
 */
export async function suspendedBoothPage(c: Context<Env>, booth: Booth, { title, form, labels }: Typed) {
  const enterprise = await getEnterprise(c.get("ctx"), booth.enterpriseId);
  const typed = Object.entries(labels).flatMap(([name, term]) => {
    const value = fieldText(form.values, name);
    return value ? [{ term, value }] : [];
  });
  return page(c, { title, audience: "enterprise", status: 409 }, () => (
    <div class="narrow">
      <h1>{booth.fairTitle}</h1>
      <SuspendedNotice enterprise={enterprise} short />
      <p>{SUSPENDED.booth}</p>
      {typed.length > 0 ? (
        <Notice kind="waiting">
          <b>{SUSPENDED.typed}</b>
          <Facts items={typed} />
        </Notice>
      ) : null}
    </div>
  ));
}
