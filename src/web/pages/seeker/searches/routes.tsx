import type { FC } from "hono/jsx";
import { Pages } from "../../../../platform/http/index.ts";
import {
  forgetSearch,
  getSavedSearch,
  type SavedSearchView,
  saveSearch,
} from "../../../../saved-searches/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Names } from "../../../components/posting.tsx";
import { conditionTexts } from "../../../components/search.tsx";
import { idOf, one, readForm } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { addressOf, type Query, questionOf } from "../../../links/search.ts";
import { page } from "../../../page.tsx";
import { MAIL } from "../../../text/mail.ts";
import { SAVED } from "../../../text/seeker.ts";
import { parameters, queryOf } from "../../public/search-query.ts";

const own = { who: "signedIn", on: { record: "savedSearch", param: "id", by: "owner" } } as const;
const signedIn = { who: "signedIn" } as const;

/** What is asked for, in words: 焊工 · 朝阳 · 4000元以上 */
const inWords = (query: Query, names: Names): string =>
  [query.get("q"), ...conditionTexts(query, names)].filter(Boolean).join(" · ") || SAVED.everything;

type Listed = { shell: Shell; searches: SavedSearchView[]; names: Names };

/** The searches a person is told about, each with what it found lately. */
export const SearchList: FC<Listed> = ({ shell, searches, names }) => (
  <>
    {searches.length === 0 ? <p class="quiet">{SAVED.none}</p> : null}
    {searches.map((search) => {
      const label = inWords(questionOf(search.q, search.filter), names);
      return (
        <div class="card row between">
          <span>
            <a href={`/me/searches/${search.id}`}>
              <b>{label}</b>
            </a>
            <br />
            <span class="quiet small">{SAVED.recent(search.recent)}</span>
          </span>
          <Form action={`/me/searches/${search.id}/delete`} csrf={shell.csrf}>
            <Button kind="plain">
              {SAVED.delete}
              <span class="sr">{label}</span>
            </Button>
          </Form>
        </div>
      );
    })}
  </>
);

/** The same on a person's own page; `mail`: letters are offered too. */
export const SavedSearches: FC<Listed & { mail: boolean }> = ({ mail, ...listed }) => (
  <section id="searches">
    <h2>{SAVED.heading}</h2>
    <SearchList {...listed} />
    {mail ? (
      <p>
        <LinkButton href="/me/searches#mail">{MAIL.manage}</LinkButton>
      </p>
    ) : null}
  </section>
);

/** Keeping a search: what is asked for is shown, then confirmed. */
export const savedSearchPages = new Pages()
  .get("/me/searches/new", signedIn, async (c) => {
    const query = queryOf(c, null);
    parameters(query);
    const names = await namesFor(c.get("ctx"));
    return page(c, { title: SAVED.save }, (shell) => (
      <div class="narrow stack">
        <h1>{SAVED.save}</h1>
        <section class="card">
          <p>
            <b>{inWords(query, names)}</b>
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
  .post("/me/searches", signedIn, async (c) => {
    const query = new URLSearchParams(one(await readForm(c), "query"));
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
  .get("/me/searches/:id", own, async (c) => {
    const { q, filter } = await getSavedSearch(c.get("ctx"), idOf(c));
    return c.redirect(addressOf(q, filter), 303);
  })
  .post("/me/searches/:id/delete", own, async (c) => {
    await forgetSearch(c.get("ctx"), { id: idOf(c) });
    return c.redirect("/me#searches", 303);
  });
