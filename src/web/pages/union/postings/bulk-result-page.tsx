import type { FC } from "hono/jsx";
import type { BulkResult } from "../../../../postings/index.ts";
import { Notice, Panel } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { POSTINGS } from "../../../text/union/pages.ts";
import { reasonText } from "./postings-page.tsx";

/** The result of a bulk action, with reasons for skipped postings. */
export const BulkResultPage: FC<{ result: BulkResult; back: string }> = ({ result, back }) => {
  const counts = new Map<string, number>();
  for (const { code } of result.skipped) counts.set(code, (counts.get(code) ?? 0) + 1);
  return (
    <div class="narrow">
      <Panel title={POSTINGS.result(result.done, result.skipped.length)}>
        {counts.size > 0 ? (
          <Notice kind="waiting">
            <p>{POSTINGS.skipped}</p>
            <ul>
              {[...counts].map(([code, n]) => (
                <li>
                  {reasonText(code)} × {n}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <LinkButton href={back} kind="primary">
          {POSTINGS.heading}
        </LinkButton>
      </Panel>
    </div>
  );
};
