import type { Child, FC } from "hono/jsx";
import type { EnterpriseView } from "../../../enterprises/index.ts";
import {
  CLOSE_REASONS,
  isBlocked,
  type ManagedPosting,
  type ViolationView,
} from "../../../postings/index.ts";
import { Facts, Notice } from "../../components/blocks.tsx";
import {
  Button,
  Check,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
  Select,
} from "../../components/forms.tsx";
import { otherFacts } from "../../components/posting.tsx";
import type { Shell } from "../../layout.tsx";
import { CLOSE, EDITOR, ENTERPRISE_POSTINGS, SUSPENDED_FOR_UNION } from "../../text/enterprise/pages.ts";
import { REWRITE } from "../../text/enterprise/wording.ts";
import { formatHeadcount, formatPayInFull } from "../../text/format.ts";
import { POSTING_QUESTIONS } from "../../text/livestreams/questions.ts";
import { POSTER } from "../../text/public/poster.ts";
import { ELEMENT, FLAG } from "../../text/union/pages.ts";
import { SuspendedNotice } from "../enterprise/suspended-section.tsx";
import { History, type HistoryData } from "../union/history/history-section.tsx";
import { PostingState } from "../union/postings/posting-state-section.tsx";
import { allowedActs } from "./allowed-acts.ts";
import { EDITOR_LABELS, PostingInputs } from "./posting-form.tsx";
import { ReturnReasons } from "./return-reasons-section.tsx";
import { RewriteSection } from "./rewrite-section.tsx";
import type { NamedPay } from "./trade-pay-section.tsx";
import { CloseForCause, VIOLATION_LABELS, ViolationSection } from "./violation-section.tsx";

/** Remarks of the program, and how it read the texts. */
const Reading: FC<{ posting: ManagedPosting }> = ({ posting }) => (
  <>
    {posting.flags.length > 0 ? (
      <Notice>
        {EDITOR.flags} {[...new Set(posting.flags.map((flag) => FLAG[flag.code] ?? flag.code))].join("、")}
      </Notice>
    ) : null}
    {otherFacts(posting.facts).length > 0 ? <Facts items={otherFacts(posting.facts)} /> : null}
    <p class="quiet">
      {EDITOR.readAs} {formatPayInFull(posting.pay)} · {formatHeadcount(posting)}
    </p>
  </>
);

/**
 * The part above the form: reasons of a return, missing legal details, and what was read if `reading`.
 */
const State: FC<{ posting: ManagedPosting; reading: boolean }> = ({ posting, reading }) => (
  <>
    {reading ? (
      <p>
        <PostingState posting={posting} />
      </p>
    ) : null}
    {posting.returnReasons?.length ? (
      <Notice kind="warning">
        <p>{ENTERPRISE_POSTINGS.returned}</p>
        <ReturnReasons posting={posting} />
      </Notice>
    ) : null}
    {posting.missing.length > 0 ? (
      <Notice kind="waiting">
        {EDITOR.missing} {posting.missing.map((element) => ELEMENT[element]).join("、")}
      </Notice>
    ) : null}
    {reading ? <Reading posting={posting} /> : null}
  </>
);

/** Says on a posting's page that its enterprise is suspended, and what that stops. */
const SuspensionSection: FC<{
  shell: Shell;
  posting: ManagedPosting;
  enterprise: EnterpriseView | null;
}> = ({ shell, posting, enterprise }) => {
  if (posting.employer.status !== "suspended") return null;
  if (shell.audience === "union")
    return (
      <Notice kind="warning">
        <b>{SUSPENDED_FOR_UNION.title}</b>
        <p>{SUSPENDED_FOR_UNION.lead}</p>
        <a href={`/union/enterprises/${posting.employer.id}#suspension`}>
          {SUSPENDED_FOR_UNION.toEnterprise}
        </a>
      </Notice>
    );
  return (
    <>
      {enterprise ? <SuspendedNotice enterprise={enterprise} short /> : null}
      {posting.status === "closed" ? null : (
        <p>{allowedActs(posting, shell.audience).close ? EDITOR.paused : EDITOR.pausedForeign}</p>
      )}
    </>
  );
};

/** The edit page of a posting: state, form, and other actions. */
export const EditPostingPage: FC<{
  shell: Shell;
  form: FormState;
  posting: ManagedPosting;
  base: string;
  violation: ViolationView | null;
  /** The suspended enterprise, for its members; null without a suspension. */
  enterprise: EnterpriseView | null;
  /** The pay of the trade that the title names. */
  pay: NamedPay | null;
  /** True if an edit was refused: the form shows what was typed. */
  refused: boolean;
  history: HistoryData;
  /** Officers see this before the form. */
  above?: Child;
  /** The outcome of the last act. */
  said?: Child;
}> = ({ shell, form, posting, ...props }) => {
  const base = `${props.base}/${posting.id}`;
  const may = allowedActs(posting, shell.audience);
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={{ ...EDITOR_LABELS, ...VIOLATION_LABELS }} />
      <h1>{posting.title}</h1>
      {props.said}
      <SuspensionSection shell={shell} posting={posting} enterprise={props.enterprise} />
      {props.above}
      <State posting={posting} reading={props.above === undefined} />
      <ViolationSection shell={shell} form={form} posting={posting} base={base} violation={props.violation} />
      {may.edit ? <RewriteSection shell={shell} posting={posting} base={base} /> : null}
      {may.view ? (
        <p class="row">
          <LinkButton href={`/postings/${posting.id}`}>{EDITOR.view}</LinkButton>
          <LinkButton href={`/postings/${posting.id}/poster`}>{POSTER.link}</LinkButton>
          {shell.audience === "enterprise" ? (
            <LinkButton href={`${base}/questions`}>{POSTING_QUESTIONS.link}</LinkButton>
          ) : null}
        </p>
      ) : null}
      {may.confirm ? (
        <Form action={`${base}/confirm`} csrf={shell.csrf}>
          <p class="quiet">{EDITOR.confirmHint}</p>
          <Button>{EDITOR.confirm}</Button>
        </Form>
      ) : null}
      {may.edit || props.refused ? (
        <Form action={base} csrf={shell.csrf}>
          <input type="hidden" name="ifRev" value={String(posting.rev)} />
          {posting.status === "published" ? <Notice kind="waiting">{EDITOR.correction}</Notice> : null}
          <PostingInputs form={form} pay={props.pay} />
          {posting.dutiesSuggested ? (
            <Check name="confirmDuties">
              {EDITOR.confirmDuties[shell.audience === "union" ? "union" : "enterprise"]}
            </Check>
          ) : null}
          {isBlocked(posting) && may.submit ? <Check name="asIs">{REWRITE.asIs}</Check> : null}
          <p class="row">
            {may.submit || props.refused ? (
              <Button kind="primary" name="action" value="submit">
                {EDITOR.submit}
              </Button>
            ) : null}
            {posting.status === "draft" ? (
              <Button name="action" value="save">
                {EDITOR.save}
              </Button>
            ) : null}
          </p>
        </Form>
      ) : null}
      {may.close ? (
        <details class="sheet">
          <summary>{EDITOR.close}</summary>
          <Form action={`${base}/close`} csrf={shell.csrf}>
            <Select
              form={EMPTY_FORM}
              name="reason"
              label={EDITOR.closeReason}
              options={CLOSE_REASONS.map((value) => ({ value, text: CLOSE[value] }))}
              required
            />
            <Button kind="danger">{EDITOR.close}</Button>
          </Form>
        </details>
      ) : null}
      <CloseForCause shell={shell} form={form} posting={posting} base={base} />
      <History data={props.history} />
    </div>
  );
};
