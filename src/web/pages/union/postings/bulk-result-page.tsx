import type { FC } from "hono/jsx";
import type { BulkResult } from "../../../../postings/index.ts";
import { Notice, Panel } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { POSTINGS } from "../../../text/union/pages.ts";
import { EDITOR_LABELS } from "../../editor/posting-form.tsx";
import { reasonText } from "./postings-page.tsx";

/** Returns why a posting was left out: 岗位信息不全：工作内容是系统给的说法，请核对后确认. */
function skippedText({ code, fields = [] }: BulkResult["skipped"][number]): string {
  const faults = fields.map((field) => fieldMessage(field, EDITOR_LABELS[field.path]));
  return [reasonText(code), faults.join("；")].filter(Boolean).join("：");
}

/** The result of a bulk action, with reasons for skipped postings. */
export const BulkResultPage: FC<{ result: BulkResult; back: string }> = ({ result, back }) => {
  const counts = new Map<string, number>();
  for (const skipped of result.skipped) {
    const text = skippedText(skipped);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return (
    <div class="narrow">
      <Panel title={POSTINGS.result(result.done, result.skipped.length)}>
        {counts.size > 0 ? (
          <Notice kind="waiting">
            <p>{POSTINGS.skipped}</p>
            <ul>
              {[...counts].map(([text, n]) => (
                <li>
                  {text} × {n}
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
