import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import type { TalentBlock } from "../../../../talent/index.ts";
import { Button, EMPTY_FORM, Field, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate } from "../../../text/format.ts";
import { MY_TALENT, TALENT_BLOCKS } from "../../../text/public/talent.ts";

type BlocksData = { blocks: readonly TalentBlock[]; q: string; found: readonly EnterpriseView[] };

/** Enterprises that may not see the person's cards, with a search for further ones. */
export const BlocksPage: FC<{ shell: Shell; data: BlocksData }> = ({ shell, data: { blocks, q, found } }) => (
  <div class="narrow stack">
    <h1>{TALENT_BLOCKS.title}</h1>
    <p>{TALENT_BLOCKS.lead}</p>
    {blocks.length === 0 ? <p class="quiet">{TALENT_BLOCKS.none}</p> : null}
    {blocks.map(({ enterprise, at }) => (
      <div class="card row between">
        <span>
          <b>{enterprise.name}</b>
          <br />
          <span class="quiet small">{TALENT_BLOCKS.since(formatDate(at))}</span>
        </span>
        <Form action={`/me/talent/blocks/${enterprise.id}/delete`} csrf={shell.csrf}>
          <Button>{TALENT_BLOCKS.remove}</Button>
        </Form>
      </div>
    ))}
    <form method="get" action="/me/talent/blocks">
      <Field
        form={{ ...EMPTY_FORM, values: { q } }}
        name="q"
        label={TALENT_BLOCKS.name}
        hint={TALENT_BLOCKS.nameHint}
        maxlength={40}
        required
      />
      <Button>{TALENT_BLOCKS.search}</Button>
    </form>
    {q ? <h2>{TALENT_BLOCKS.found}</h2> : null}
    {q && found.length === 0 ? <p class="quiet">{TALENT_BLOCKS.notFound}</p> : null}
    {found.map(({ id, name }) => (
      <div class="card row between">
        <b>{name}</b>
        <Form action={`/me/talent/blocks/${id}`} csrf={shell.csrf}>
          <Button>{TALENT_BLOCKS.add}</Button>
        </Form>
      </div>
    ))}
    <p>
      <LinkButton href="/me/talent">{MY_TALENT.title}</LinkButton>
    </p>
  </div>
);
