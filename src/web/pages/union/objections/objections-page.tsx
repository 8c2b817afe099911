import type { FC } from "hono/jsx";
import type { Objection } from "../../../../postings/index.ts";
import { Empty, Notice, Pages as Pager } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { VIOLATIONS } from "../../../text/union/violations.ts";
import { ViolationFacts } from "../../editor/violation-section.tsx";

type ListData = {
  items: Objection[];
  total: number;
  next: string | null;
  /** Text about the last decision; null without one. */
  done: string | null;
};

/** The objections that wait for this officer. Each is decided on the page of its posting. */
export const ObjectionsPage: FC<{ shell: Shell; data: ListData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{VIOLATIONS.heading}</h1>
    {data.done ? <Notice kind="done">{data.done}</Notice> : null}
    {data.items.length === 0 ? (
      <Empty text={VIOLATIONS.empty} />
    ) : (
      <p class="quiet">{VIOLATIONS.count(data.total)}</p>
    )}
    {data.items.map(({ posting, employer, violation }) => (
      <section class="card">
        <h2>{posting.title}</h2>
        <p>
          <a href={`/union/enterprises/${employer.id}`}>{employer.name}</a>
        </p>
        <ViolationFacts violation={violation} short />
        <p>
          <LinkButton href={`/union/postings/${posting.id}#violation`} kind="primary">
            {VIOLATIONS.wholeText}
          </LinkButton>
        </p>
      </section>
    ))}
    <Pager shell={shell} next={data.next} />
  </div>
);
