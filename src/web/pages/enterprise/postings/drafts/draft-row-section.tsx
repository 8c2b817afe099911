import type { FC } from "hono/jsx";
import type { ManagedPosting } from "../../../../../postings/index.ts";
import { Notice, Status } from "../../../../components/blocks.tsx";
import {
  Button,
  Check,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
} from "../../../../components/forms.tsx";
import { COMMON } from "../../../../text/common.ts";
import { DRAFT_PART, DRAFTS } from "../../../../text/enterprise/drafts.ts";
import { EDITOR } from "../../../../text/enterprise/pages.ts";
import { formatHeadcount, formatPayInFull } from "../../../../text/format.ts";
import { EDITOR_FIELDS, EDITOR_LABELS } from "../../../editor/posting-form.tsx";
import { ReturnReasons } from "../../../editor/return-reasons-section.tsx";
import { type NamedPay, TradePaySection } from "../../../editor/trade-pay-section.tsx";
import { missingText } from "../../../union/postings/posting-state-section.tsx";

/** The fields of a draft that its row shows for editing: those that the law asks for. */
export const ROW_FIELDS = [
  "title",
  "headcount",
  "payText",
  "placeText",
  "requirements",
  "duties",
  "validThrough",
] as const;

/** The form of the send buttons, to which the ticks of all rows belong. */
export const SEND_FORM = "send";

/** The result of the last act on the draft in this row; null for other rows. */
export type Done = "saved" | "copied" | null;

type RowData = {
  posting: ManagedPosting;
  ticked: boolean;
  done: Done;
  /** Addresses: of the row's editing form, and of the list without it. */
  edit: string;
  /** The form that edits the row; null if it is closed. */
  form: { state: FormState; pay: NamedPay | null; action: string; closed: string; csrf: string } | null;
};

/** True for a draft that has all that its submission asks for. */
const isReady = (posting: ManagedPosting): boolean => missingText(posting) === "";

const State: FC<{ posting: ManagedPosting }> = ({ posting }) => (
  <>
    {posting.returnReasons?.length ? (
      <>
        <Status kind="stopped">{DRAFT_PART.returned}</Status>
        <ReturnReasons posting={posting} />
      </>
    ) : isReady(posting) ? (
      <Status kind="done">{DRAFT_PART.ready}</Status>
    ) : null}
    {isReady(posting) ? null : <span class="small">{missingText(posting)}</span>}
  </>
);

const Said: FC<{ posting: ManagedPosting; done: Done }> = ({ posting, done }) =>
  done ? (
    <Notice kind="done">
      <b>{DRAFTS[done](posting.title)}</b> {isReady(posting) ? DRAFTS.nowReady : missingText(posting)}
    </Notice>
  ) : null;

const EditForm: FC<{ posting: ManagedPosting; form: NonNullable<RowData["form"]> }> = ({ posting, form }) => (
  <Form action={form.action} csrf={form.csrf}>
    <ErrorSummary form={form.state} labels={EDITOR_LABELS} />
    <input type="hidden" name="ifRev" value={String(posting.rev)} />
    {ROW_FIELDS.map((name) => {
      const field = EDITOR_FIELDS[name];
      return (
        <>
          {field?.input({ form: form.state, name, label: field.label })}
          {name === "payText" && form.pay ? <TradePaySection pay={form.pay} asked={false} /> : null}
        </>
      );
    })}
    {posting.dutiesSuggested ? <Check name="confirmDuties">{EDITOR.confirmDuties.enterprise}</Check> : null}
    <p class="row">
      <Button kind="primary">{DRAFTS.save}</Button>
      <Button name="next">{DRAFTS.saveNext}</Button>
      <LinkButton href={form.closed} kind="plain">
        {DRAFTS.close}
      </LinkButton>
    </p>
  </Form>
);

/** A draft as rows of the table: tick, words, what it lacks; below it the form, if it is edited. */
export const DraftRow: FC<RowData> = ({ posting, ticked, done, edit, form }) => (
  <>
    <tr id={`d-${posting.id}`}>
      <td data-label={DRAFTS.posting}>
        <div>
          <label class="check">
            <input type="checkbox" form={SEND_FORM} name="id" value={posting.id} checked={ticked} />
            <b>{posting.title}</b>
          </label>
          <div class="quiet small">
            {[formatHeadcount(posting), formatPayInFull(posting.pay), posting.placeText]
              .filter((text) => text && text !== COMMON.unknown)
              .join(" · ")}
          </div>
          <Said posting={posting} done={done} />
        </div>
      </td>
      <td data-label={DRAFTS.state}>
        <div>
          <State posting={posting} />
        </div>
      </td>
      <td data-label={DRAFTS.act}>
        <div class="row">
          {form ? null : <LinkButton href={edit}>{DRAFTS.edit}</LinkButton>}
          <LinkButton href={`/enterprise/postings/${posting.id}`} kind="plain">
            {DRAFTS.whole}
          </LinkButton>
        </div>
      </td>
    </tr>
    {form ? (
      <tr>
        <td colspan={3}>
          <div class="narrow">
            <EditForm posting={posting} form={form} />
          </div>
        </td>
      </tr>
    ) : null}
  </>
);
