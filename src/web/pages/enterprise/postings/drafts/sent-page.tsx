import type { FC } from "hono/jsx";
import type { SentDrafts, Unsent } from "../../../../../postings/index.ts";
import { Panel } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { DRAFTS } from "../../../../text/enterprise/drafts.ts";
import { fieldMessage } from "../../../../text/errors/fields.ts";
import { formatReference } from "../../../../text/format.ts";
import { EDITOR_LABELS } from "../../../editor/posting-form.tsx";
import { reasonText } from "../../../union/postings/postings-page.tsx";
import { draftsPath } from "./drafts-query.ts";

/** Postings that the page names. The list of drafts has the others. */
const NAMED_MAX = 100;

function why({ code, fields }: Unsent): string {
  if (code === "POSTING_STATE") return DRAFTS.already;
  const faults = fields.map((field) => fieldMessage(field, EDITOR_LABELS[field.path]));
  return faults.length > 0 ? faults.join("；") : reasonText(code);
}

const More: FC<{ n: number }> = ({ n }) => (n > 0 ? <p class="quiet">{DRAFTS.more(n)}</p> : null);

/** Says how many drafts were sent for review, and of each other one why it was not. */
export const SentPage: FC<{ enterpriseId: string; union: string; result: SentDrafts }> = ({
  enterpriseId,
  union,
  result: { sent, unsent },
}) => (
  <div class="narrow">
    <Panel
      title={sent.length > 0 ? DRAFTS.sent(sent.length) : DRAFTS.sentNone}
      next={[
        sent.length > 0 ? DRAFTS.sentNext(union) : "",
        unsent.some(({ code }) => code !== "POSTING_STATE") ? DRAFTS.unsentNext : "",
      ].join("")}
    >
      <p class="row">
        <LinkButton href={draftsPath({ enterpriseId })} kind="primary">
          {DRAFTS.back}
        </LinkButton>
        <LinkButton href={`/enterprise/postings?enterprise=${enterpriseId}&status=submitted`}>
          {DRAFTS.toPostings}
        </LinkButton>
      </p>
    </Panel>
    {unsent.length > 0 ? (
      <section>
        <h2>{DRAFTS.unsentList(unsent.length)}</h2>
        <ul>
          {unsent.slice(0, NAMED_MAX).map((one) => (
            <li>
              <a
                href={
                  one.code === "POSTING_STATE"
                    ? `/enterprise/postings/${one.id}`
                    : draftsPath({ enterpriseId, edit: one.id })
                }
              >
                {one.title}
              </a>
              ：{why(one)}
            </li>
          ))}
        </ul>
        <More n={unsent.length - NAMED_MAX} />
      </section>
    ) : null}
    {sent.length > 0 ? (
      <section>
        <h2>{DRAFTS.sentList}</h2>
        <ul>
          {sent.slice(0, NAMED_MAX).map(({ id, title }) => (
            <li>
              <a href={`/enterprise/postings/${id}`}>{title}</a>{" "}
              <span class="quiet small">{formatReference(id)}</span>
            </li>
          ))}
        </ul>
        <More n={sent.length - NAMED_MAX} />
      </section>
    ) : null}
  </div>
);
