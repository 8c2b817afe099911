import type { FC } from "hono/jsx";
import type { ConflictView, FairView, ScanView, VenueView } from "../../../../../fairs/index.ts";
import { Table } from "../../../../components/blocks.tsx";
import { Button, Field, Form, type FormState } from "../../../../components/forms.tsx";
import { fieldText } from "../../../../forms.ts";
import type { Shell } from "../../../../layout.tsx";
import { asset } from "../../../../static/index.ts";
import { SCAN, SCANNER } from "../../../../text/fairs/check-in.ts";
import { formatTime } from "../../../../text/format.ts";
import { gateName } from "../../tickets/ticket-section.tsx";
import { Answer } from "../answer-section.tsx";

export const scannerHead = (fairId: string, venueId: string) => (shell: Shell) => (
  <>
    <link rel="stylesheet" href={asset("scanner/scanner.css")} />
    <link
      rel="manifest"
      href={`/union/fairs/${fairId}/scanner.webmanifest?venue=${venueId}`}
      crossorigin="use-credentials"
    />
    <meta name="theme-color" content="#1c1b1a" />
    <script type="module" src={asset("scanner/scanner.js")} nonce={shell.nonce} />
  </>
);

const COLUMNS = SCANNER.conflictColumns;

const Conflicts: FC<{ conflicts: readonly ConflictView[] }> = ({ conflicts }) => (
  <section>
    <h2>{SCANNER.conflicts}</h2>
    <p class="hint">{SCANNER.conflictsHint}</p>
    <ul class="list" id="conflicts" />
    {conflicts.length === 0 ? (
      <p class="quiet" id="no-conflicts">
        {SCANNER.noConflicts}
      </p>
    ) : (
      <Table
        caption={SCANNER.conflicts}
        columns={[
          { head: COLUMNS.gate, cell: (row: ConflictView) => `${row.venueName} ${row.gate}` },
          { head: COLUMNS.reference, cell: (row) => row.reference ?? SCANNER.unknownCode },
          { head: COLUMNS.outcome, cell: (row) => SCAN[row.outcome].word },
          {
            head: COLUMNS.first,
            cell: (row) =>
              row.enteredAt ? SCANNER.first(formatTime(row.enteredAt), gateName(row.enteredGate)) : null,
          },
        ]}
        rows={conflicts}
      />
    )}
  </section>
);

const Direction: FC<{ chosen: string }> = ({ chosen }) => (
  <fieldset class="field" id="direction">
    <legend>{SCANNER.direction}</legend>
    <div class="chips">
      {(["in", "out"] as const).map((direction) => (
        <label class="chip">
          <input type="radio" name="direction" value={direction} checked={direction === chosen} />
          {SCANNER[direction]}
        </label>
      ))}
    </div>
  </fieldset>
);

type ScannerProps = {
  shell: Shell;
  fair: FairView;
  venue: VenueView;
  venues: readonly VenueView[];
  conflicts: readonly ConflictView[];
  form: FormState;
  answer: ScanView | null;
  /** Id of the scan that the form will send. */
  scanId: string;
};

/** The scanner page: answer, code field, settings, conflicts. Works without client code. */
export const ScannerPage: FC<ScannerProps> = ({ shell, fair, venue, venues, conflicts, ...props }) => {
  const { form, answer, scanId } = props;
  const words = JSON.stringify({ scan: SCAN, ...SCANNER.client });
  return (
    <div class="narrow" id="scanner" data-fair={fair.id} data-venue={venue.id} data-words={words}>
      <h1>{SCANNER.heading(venue.name)}</h1>
      <div id="answer" aria-live="assertive">
        {answer ? (
          <Answer answer={answer} />
        ) : (
          <section class="answer">
            <p class="word">{SCANNER.ready}</p>
            <p>{SCANNER.readyDetail}</p>
          </section>
        )}
      </div>
      <p class="quiet" id="line" role="status" />
      <video id="camera" muted playsinline hidden />
      <Form action={`/union/fairs/${fair.id}/scanner`} csrf={shell.csrf}>
        <input type="hidden" name="venue" value={venue.id} />
        <input type="hidden" name="scan" value={scanId} />
        <Field
          form={{ ...form, values: {} }}
          name="code"
          label={SCANNER.code}
          hint={SCANNER.codeHint}
          autocomplete="off"
          maxlength={1000}
          required
        />
        <p class="row">
          <Button kind="primary">{SCANNER.submit}</Button>
          <button type="button" class="button" id="camera-button" data-stop={SCANNER.cameraStop} hidden>
            {SCANNER.camera}
          </button>
        </p>
        <Field
          form={{ ...form, values: { gate: fieldText(form.values, "gate") || SCANNER.gateDefault } }}
          name="gate"
          label={SCANNER.gate}
          hint={SCANNER.gateHint}
          autocomplete="off"
          maxlength={20}
          required
        />
        <Direction chosen={fieldText(form.values, "direction") || "in"} />
      </Form>
      <Conflicts conflicts={conflicts} />
      {venues.length > 1 ? (
        <>
          <h2>{SCANNER.change}</h2>
          <ul>
            {venues.map(({ id, name }) => (
              <li>
                <a href={`/union/fairs/${fair.id}/scanner?venue=${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p class="quiet small">{SCANNER.install}</p>
    </div>
  );
};
