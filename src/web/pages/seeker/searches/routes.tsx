import { Pages } from "../../../../platform/http/index.ts";
import { forgetSearch, getSavedSearch, saveSearch } from "../../../../saved-searches/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import { fieldText, pathId, readForm } from "../../../forms.ts";
import { addressOf } from "../../../links/search.ts";
import { page } from "../../../page.tsx";
import { onRecord, SIGNED_IN } from "../../../policies.ts";
import { SAVED } from "../../../text/seeker.ts";
import { parameters, queryOf } from "../../public/search-query.ts";
import { conditionText } from "./saved-searches-section.tsx";

const ownSearch = onRecord(SIGNED_IN, "savedSearch", "owner");

/** Pages to save, open and delete searches. */
export const savedSearchPages = new Pages()
  .get("/me/searches/new", SIGNED_IN, async (c) => {
    const query = queryOf(c, null);
    parameters(query);
    const names = await namesFor(c.get("ctx"));
    return page(c, { title: SAVED.save }, (shell) => (
      <div class="narrow stack">
        <h1>{SAVED.save}</h1>
        <section class="card">
          <p>
            <b>{conditionText(query, names)}</b>
          </p>
          <p>{SAVED.lead}</p>
        </section>
        <Form action="/me/searches" csrf={shell.csrf}>
          <input type="hidden" name="query" value={query.toString()} />
          <Button kind="primary" wide>
            {SAVED.confirm}
          </Button>
        </Form>
        <p>
          <LinkButton href={`/postings?${query}`}>{SAVED.cancel}</LinkButton>
        </p>
      </div>
    ));
  })
  .post("/me/searches", SIGNED_IN, async (c) => {
    const query = new URLSearchParams(fieldText(await readForm(c), "query"));
    const { text, filter } = parameters(query);
    const saved = await saveSearch(c.get("ctx"), { q: text ?? "", filter });
    return page(c, { title: SAVED.done }, () => (
      <DonePage
        title={SAVED.done}
        next={SAVED.next}
        back={{ href: addressOf(saved.q, saved.filter), text: SAVED.back }}
      />
    ));
  })
  .get("/me/searches/:id", ownSearch, async (c) => {
    const { q, filter } = await getSavedSearch(c.get("ctx"), pathId(c));
    return c.redirect(addressOf(q, filter), 303);
  })
  .post("/me/searches/:id/delete", ownSearch, async (c) => {
    await forgetSearch(c.get("ctx"), { id: pathId(c) });
    return c.redirect("/me#searches", 303);
  });
