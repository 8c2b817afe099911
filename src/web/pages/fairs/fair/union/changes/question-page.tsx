import type { FC } from "hono/jsx";
import type { FairClashes, Unconfirmed } from "../../../../../../fairs/index.ts";
import { Facts, Notice } from "../../../../../components/blocks.tsx";
import { Button, Form } from "../../../../../components/forms.tsx";
import { type Fields, fieldTexts } from "../../../../../forms.ts";
import type { Shell } from "../../../../../layout.tsx";
import { CHANGE, CHANGES } from "../../../../../text/fairs/fair-changes.ts";
import { ClashesSection } from "../clashes-section.tsx";
import { CONFIRM_FIELDS } from "./confirm-fields.ts";

export type QuestionData = {
  title: string;
  /** Path to which the confirmed form goes. */
  action: string;
  /** The submitted form with the wished values and the revision that was read. */
  fields: Fields;
  unconfirmed: Unconfirmed;
  /** True if the caller confirmed other counts before. */
  again: boolean;
  /** The values that change, as they are and as they would be. */
  changes: { term: string; before: string; after: string }[];
  clashes: FairClashes;
};

const Hidden: FC<{ fields: Fields }> = ({ fields }) => (
  <>
    {Object.keys(fields).flatMap((name) =>
      fieldTexts(fields, name).map((value) => <input type="hidden" name={name} value={value} />),
    )}
  </>
);

const Lines: FC<{ items: readonly (string | false)[]; none: string }> = ({ items, none }) => {
  const shown = items.filter((item) => item !== false);
  return shown.length === 0 ? (
    <p>{none}</p>
  ) : (
    <ul>
      {shown.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
};

const Touches: FC<{ unconfirmed: Unconfirmed }> = ({ unconfirmed: of }) => (
  <>
    <h2>{CHANGES.touches}</h2>
    <Lines
      none={CHANGES.nobody}
      items={[
        of.enterprises > 0 && CHANGES.enterprises(of.enterprises, of.waiting),
        of.codes > 0 && CHANGES.codes(of.codes, of.printed),
        of.interviews > 0 && CHANGES.interviews(of.interviews),
      ]}
    />
    <h2>{CHANGES.told}</h2>
    <Lines
      none={CHANGES.tellNobody}
      items={[
        of.enterprises > 0 && CHANGES.tellEnterprises(of.enterprises),
        of.codes > of.printed && CHANGES.tellHolders(of.codes - of.printed),
        of.interviews > 0 && of.change !== "cancel" && CHANGES.tellInterviews,
      ]}
    />
    {of.printed > 0 ? <Notice kind="waiting">{CHANGES.untold(of.printed)}</Notice> : null}
  </>
);

/**
 * Asks once before a fair is moved, shortened, ended or cancelled: what that touches, and who is told. The
 * form carries the wished values and the counts that it shows, so it works without scripts.
 */
export const QuestionPage: FC<{ shell: Shell; data: QuestionData }> = ({ shell, data }) => {
  const { unconfirmed, changes } = data;
  const words = CHANGE[unconfirmed.change];
  return (
    <div class="narrow">
      <h1>{words.title}</h1>
      <p class="lead">{data.title}</p>
      {data.again ? <Notice kind="warning">{CHANGES.again}</Notice> : null}
      <section class="card">
        <Facts
          items={changes.flatMap(({ term, before, after }) => [
            ...(before ? [{ term: CHANGES.before(term), value: before }] : []),
            { term: before ? CHANGES.after : term, value: after },
          ])}
        />
        <p>{words.effect}</p>
        <Touches unconfirmed={unconfirmed} />
      </section>
      <ClashesSection clashes={data.clashes} />
      <Form action={data.action} csrf={shell.csrf}>
        <Hidden fields={data.fields} />
        {CONFIRM_FIELDS.map((name) => (
          <input type="hidden" name={`confirm-${name}`} value={String(unconfirmed[name])} />
        ))}
        <p class="quiet">{CHANGES.nothingYet}</p>
        <div class="stack">
          <Button kind="danger" wide>
            {words.confirm}
          </Button>
          <Button name="back" wide>
            {unconfirmed.change === "cancel" ? CHANGES.keepCancel : CHANGES.keep}
          </Button>
        </div>
      </Form>
    </div>
  );
};
