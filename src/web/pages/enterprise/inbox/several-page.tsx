import type { Context } from "hono";
import type { FC } from "hono/jsx";
import { AnswerInput, answerSeveral } from "../../../../applications/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { Panel } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { type Fields, fieldText, fieldTexts, parse } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { INBOX } from "../../../text/enterprise/inbox.ts";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { inboxQueryOf, PAGE, pathTo } from "./inbox-query.ts";
import { receivedApplication, withoutBlanks } from "./received-application.ts";

/** An application that was not answered: its id, whose it is, and the code of the refusal. */
type Unanswered = { id: string; name: string; code: string };

/** Says how many applications an answer reached, and names those that it did not. */
const SeveralPage: FC<{ answered: number; unanswered: Unanswered[]; back: string }> = ({
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

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));

/** Returns a name for an application that was not answered; its id if the caller may not read it. */
async function nameOf(c: Context<Env>, id: string): Promise<string> {
  try {
    const { card, reference, posting } = await receivedApplication(c, id);
    return `${card?.callName ?? reference} · ${posting.title}`;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return id;
    throw error;
  }
}

/** Answers the ticked applications alike, and says which were not answered and why. */
export async function answerTicked(c: Context<Env>, fields: Fields) {
  const ctx = c.get("ctx");
  const ids = [...new Set(fieldTexts(fields, "id").filter((id) => UUID.test(id)))].slice(0, PAGE);
  const kind = fieldText(fields, "kind");
  const asked = kind === "invite" ? ["when", "where"] : [];
  const blank = asked.filter((name) => fieldText(fields, name) === "");
  if (ids.length === 0)
    throw new AppError("INVALID_INPUT", {
      fields: [{ path: "id", code: "TOO_FEW" }, ...blank.map((path) => ({ path, code: "REQUIRED" }))],
    });
  const names = kind === "decline" ? ["kind", "reason"] : ["kind", "when", "where", "contact"];
  const { commandId: _, ...answer } = parse(AnswerInput, withoutBlanks(pick(fields, names)));
  const outcomes = await answerSeveral(ctx, { ids, answer });
  const refused = outcomes.flatMap(({ id, refused: code }) => (code ? [{ id, code }] : []));
  const unanswered = await Promise.all(
    refused.map(async ({ id, code }) => ({ id, code, name: await nameOf(c, id) })),
  );
  const back = pathTo({ ...inboxQueryOf(c), cursor: null });
  return page(c, { title: INBOX.title, audience: "enterprise" }, () => (
    <SeveralPage answered={outcomes.length - refused.length} unanswered={unanswered} back={back} />
  ));
}
