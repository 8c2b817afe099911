import type { FC } from "hono/jsx";
import type { Booth } from "../../../../fairs/index.ts";
import { FORM_TOKEN } from "../../../../platform/http/index.ts";
import { Button, Check, Chips, Field, type FormState, Select } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { ERROR_TEXT } from "../../../text/errors/index.ts";
import { BOOTH } from "../../../text/fairs/booth-desk.ts";
import type { BoothDeskData } from "./desk-data.ts";

const NO_CARD = ["callName", "canDo", "agreed"];

/** Fields for a visitor without a card or without an account. */
const NoCard: FC<{ form: FormState }> = ({ form }) => (
  <details class="sheet" open={form.errors.some(({ path }) => NO_CARD.includes(path))}>
    <summary>{BOOTH.noCard}</summary>
    <Field form={form} name="callName" label={BOOTH.callName} hint={BOOTH.callNameHint} maxlength={20} />
    <Field form={form} name="canDo" label={BOOTH.canDo} maxlength={100} />
    <span id="agreed" />
    <Check name="agreed" checked={form.values.agreed === "1"}>
      {BOOTH.agreed}
    </Check>
  </details>
);

/** The label of the form field that an error code is about, for queued scans that the server refused. */
const REASONS = {
  UNKNOWN_TICKET: BOOTH.code,
  TICKET_NOT_VALID: BOOTH.code,
  OTHER_VENUE: BOOTH.code,
  FAIR_EARLY: BOOTH.code,
  REQUIRED: BOOTH.callName,
  NOT_AGREED: BOOTH.agreed,
  INVALID_VALUE: BOOTH.posting,
};
const STATES = [
  ...["FAIR_STATE", "ENTERPRISE_STATE", "POSTING_STATE", "NOT_FOUND"],
  ...["COMMAND_EXPIRED", "COMMAND_EARLY"],
] as const;
const REFUSALS: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(REASONS).map(([code, label]) => [code, fieldMessage({ path: "", code }, label)]),
  ...STATES.map((code) => [code, ERROR_TEXT[code].title]),
]);
/** Returns why a scan was refused, in words. Undefined for another code. */
export const refusalText = (code: string): string | undefined =>
  Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
const WORDS = JSON.stringify({ ...BOOTH.client, reasons: REFUSALS });

/** Shows queued and refused scans, also after the fair, when the page has no scan form. */
export const Outbox: FC<{ booth: Booth }> = ({ booth }) => (
  <>
    <div class="notice waiting no-print" role="status" id="outbox-state" hidden />
    <section
      class="card no-print"
      id="outbox-refused"
      data-outbox={`/api/v1/fair-registrations/${booth.registrationId}/scans`}
      data-words={WORDS}
      hidden
    >
      <h2>{BOOTH.refused}</h2>
      <ul class="list" />
    </section>
  </>
);

/** The scan form. Without network, the client script queues the scan in the browser. */
export const ScanForm: FC<{ shell: Shell; data: BoothDeskData; action: string }> = ({
  shell,
  data,
  action,
}) => {
  const { form, postings, nonce } = data;
  const options = postings.filter(({ live }) => live).map(({ id, title }) => ({ value: id, text: title }));
  const values = { postingId: options.length === 1 ? options[0]?.value : undefined, ...form.values };
  const state = { ...form, values };
  return (
    <section class="card no-print narrow">
      <h2>{BOOTH.scan}</h2>
      <p class="quiet">{BOOTH.scanHint}</p>
      <p class="quiet small" id="kept" hidden>
        {BOOTH.kept}
      </p>
      <form
        method="post"
        action={action}
        novalidate
        data-scan
        data-bare={`${action}&bare=1`}
        data-kept={data.visits || data.sent ? undefined : "1"}
        data-check={data.check ? JSON.stringify(data.check) : undefined}
      >
        <input type="hidden" name={FORM_TOKEN} value={shell.csrf} />
        <input type="hidden" name="act" value="scan" />
        <input type="hidden" name="nonce" value={nonce} autocomplete="off" />
        <Field
          form={state}
          name="code"
          label={BOOTH.code}
          hint={BOOTH.codeHint}
          autocomplete="off"
          required
        />
        <video id="camera" muted playsinline hidden />
        <button type="button" class="button" id="camera-button" data-stop={BOOTH.cameraStop} hidden>
          {BOOTH.camera}
        </button>
        {options.length > 4 ? (
          <Select form={state} name="postingId" label={BOOTH.posting} options={options} blank="" required />
        ) : (
          <Chips form={state} name="postingId" label={BOOTH.posting} options={options} single required />
        )}
        <Check name="intent" checked={form.values.intent === "1"}>
          {BOOTH.intent}
        </Check>
        <Field form={state} name="note" label={BOOTH.note} maxlength={500} />
        <NoCard form={state} />
        <Button kind="primary" wide>
          {BOOTH.submit}
        </Button>
      </form>
    </section>
  );
};
