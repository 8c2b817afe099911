import type { Context } from "hono";
import type { FC } from "hono/jsx";
import { AppError } from "../../../../platform/core/errors.ts";
import type { Env } from "../../../../platform/http/index.ts";
import {
  COMPLAINT_REASONS,
  ComplaintInput,
  getPosting,
  type PostingView,
  reportPosting,
} from "../../../../postings/index.ts";
import { DonePage } from "../../../components/done.tsx";
import {
  Button,
  Chips,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  TextArea,
} from "../../../components/forms.tsx";
import { fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { page } from "../../../page.tsx";
import { COMPLAIN, COMPLAINT_REASON } from "../../../text/public/complaints.ts";
import { orMissingPosting } from "../missing-posting-page.tsx";
import { showPosting } from "./live-posting-page.tsx";

const WORDS_MAX = 1000;
const LABELS = { reason: COMPLAIN.reason, words: COMPLAIN.words };

const ReportPage: FC<{ shell: Shell; posting: PostingView; form: FormState }> = ({
  shell,
  posting,
  form,
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={LABELS} />
    <h1>{COMPLAIN.heading(posting.title)}</h1>
    <p class="quiet">{posting.employer.name}</p>
    <p>{COMPLAIN.lead}</p>
    <Form action={`/postings/${posting.id}/report`} csrf={shell.csrf}>
      <Chips
        form={form}
        name="reason"
        label={COMPLAIN.reason}
        options={COMPLAINT_REASONS.map((value) => ({ value, text: COMPLAINT_REASON[value] }))}
        single
        required
      />
      <TextArea
        form={form}
        name="words"
        label={COMPLAIN.words}
        hint={COMPLAIN.wordsHint}
        maxlength={WORDS_MAX}
      />
      <Button kind="primary" wide>
        {COMPLAIN.send}
      </Button>
    </Form>
  </div>
);

const reportPage = (c: Context<Env>, posting: PostingView, form: FormState) =>
  page(c, { title: COMPLAIN.heading(posting.title), status: formStatus(form) }, (shell) => (
    <ReportPage shell={shell} posting={posting} form={form} />
  ));

/** Runs a page about a live posting. One that is over, or that the reader may not see, has its own answer. */
const onLive = (c: Context<Env>, run: (posting: PostingView) => Promise<Response>): Promise<Response> =>
  orMissingPosting(c, async () => {
    try {
      return await run(await getPosting(c.get("ctx"), pathId(c)));
    } catch (error) {
      const over = error instanceof AppError && (error.code === "GONE" || error.code === "POSTING_EXPIRED");
      if (!over) throw error;
      return showPosting(c, async () => []);
    }
  });

/** Shows the form on which anybody reports a posting. */
export const showReport = (c: Context<Env>): Promise<Response> =>
  onLive(c, (posting) => reportPage(c, posting, EMPTY_FORM));

/** Records a report, and shows its reference number. */
export const sendReport = (c: Context<Env>): Promise<Response> =>
  onLive(c, async (posting) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const asked = { reason: fieldText(fields, "reason"), words: fieldText(fields, "words") };
        const input = { id: posting.id, ...parse(ComplaintInput, asked) };
        const { reference, created } = await reportPosting(c.get("ctx"), input);
        const title = created ? COMPLAIN.done : COMPLAIN.again;
        return page(c, { title }, () => (
          <DonePage
            title={title}
            reference={reference}
            next={COMPLAIN.next(posting.verifier)}
            back={{ href: `/postings/${posting.id}`, text: COMPLAIN.back }}
          />
        ));
      },
      (form) => reportPage(c, posting, form),
    );
  });
