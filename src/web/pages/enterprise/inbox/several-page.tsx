import type { FC } from "hono/jsx";
import { Panel } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { INBOX } from "../../../text/enterprise.ts";
import { fieldMessage } from "../../../text/errors/fields.ts";

/** An application that was not answered: its id, whose it is, and the code of the refusal. */
type Unanswered = { id: string; name: string; code: string };

/** What became of an answer to several applications. */
export const SeveralPage: FC<{ answered: number; unanswered: Unanswered[]; back: string }> = ({
  answered,
  unanswered,
  back,
}) => (
  <div class="narrow">
    <Panel
      title={INBOX.severalDone(answered)}
      next={unanswered.length > 0 ? INBOX.severalNext : INBOX.severalAll}
    >
      {unanswered.length > 0 ? (
        <section>
          <h2>{INBOX.notDone}</h2>
          <ul>
            {unanswered.map(({ id, name, code }) => (
              <li>
                <a href={`/enterprise/applications/${id}`}>{name}</a>：{fieldMessage({ path: "", code })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p>
        <LinkButton href={back} kind="primary">
          {INBOX.heading}
        </LinkButton>
      </p>
    </Panel>
  </div>
);
