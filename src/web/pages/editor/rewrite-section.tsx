import type { FC } from "hono/jsx";
import { type ManagedPosting, rewriteOf, severityOf } from "../../../postings/index.ts";
import { Notice } from "../../components/blocks.tsx";
import { Button, Form } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { REWRITE } from "../../text/enterprise/wording.ts";
import { shorten } from "../../text/format.ts";
import { WORDING_FLAG } from "../../text/union/wording.ts";
import { EDITOR_LABELS } from "./posting-form.tsx";

/** Words of a posting that are to be written otherwise. */
type Wanted = { code: keyof typeof WORDING_FLAG; field: string; text: string; rewrite: string };

/** Returns the words of a posting that a law forbids or an officer weighs, each with its rewrite. */
const wantedIn = ({ flags }: ManagedPosting): Wanted[] =>
  flags.flatMap(({ code, field, text }) => {
    const severity = severityOf(code);
    const rewrite = rewriteOf({ code, text });
    return text && rewrite !== null && (severity === "BLOCK" || severity === "WARN")
      ? [{ code: code as Wanted["code"], field, text, rewrite }]
      : [];
  });

/** Lists the words of a posting that are to be changed. A button changes them and nothing else. */
export const RewriteSection: FC<{ shell: Shell; posting: ManagedPosting; base: string }> = ({
  shell,
  posting,
  base,
}) => {
  const wanted = wantedIn(posting);
  if (wanted.length === 0) return null;
  return (
    <section class="card" id="rewrite">
      <h2>{REWRITE.heading}</h2>
      <p>{REWRITE.lead}</p>
      <ul class="list">
        {wanted.map(({ code, field, text, rewrite }) => (
          <li>
            <p>
              {REWRITE.said(EDITOR_LABELS[field] ?? field)} <mark>{text}</mark>
              <br />
              <span class="quiet">{WORDING_FLAG[code]}</span>
            </p>
            <Form action={`${base}/rewrite`} csrf={shell.csrf}>
              <input type="hidden" name="ifRev" value={String(posting.rev)} />
              <input type="hidden" name="field" value={field} />
              <input type="hidden" name="code" value={code} />
              <input type="hidden" name="words" value={text} />
              <Button>{rewrite ? REWRITE.instead(rewrite) : REWRITE.remove}</Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Says what the last act on a posting's words did, as the page's query tells. */
export const RewriteOutcome: FC<{ query: Readonly<Record<string, string>> }> = ({ query }) => {
  const { rewritten, found, notSent } = query;
  if (notSent) return <Notice kind="warning">{REWRITE.notSent}</Notice>;
  if (!rewritten) return null;
  const words = shorten(rewritten);
  return found === "true" ? (
    <Notice kind="done">{REWRITE.done(words)}</Notice>
  ) : (
    <Notice kind="waiting">{REWRITE.gone(words)}</Notice>
  );
};
