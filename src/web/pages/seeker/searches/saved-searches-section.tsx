import type { FC } from "hono/jsx";
import type { SavedSearchView } from "../../../../saved-searches/index.ts";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { conditionTexts } from "../../../components/search/search.tsx";
import type { Shell } from "../../../layout.tsx";
import { type Query, questionOf } from "../../../links/search.ts";
import { MAIL } from "../../../text/public/mail.ts";
import { SAVED } from "../../../text/seeker.ts";

/** Describes a query in words, such as 焊工 · 朝阳 · 4000元以上. */
export const conditionText = (query: Query, names: CodeNames): string =>
  [query.get("q"), ...conditionTexts(query, names)].filter(Boolean).join(" · ") || SAVED.everything;

type Listed = { shell: Shell; searches: SavedSearchView[]; names: CodeNames };

/** Saved searches, each with its count of recent results. */
export const SearchList: FC<Listed> = ({ shell, searches, names }) => (
  <>
    {searches.length === 0 ? <p class="quiet">{SAVED.none}</p> : null}
    {searches.map((search) => {
      const label = conditionText(questionOf(search.q, search.filter), names);
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

/** The section of saved searches on the seeker's start page. `mail` is true if e-mail is configured. */
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
