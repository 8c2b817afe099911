import type { FC } from "hono/jsx";
import {
  type LivestreamView,
  PLATFORM_MEASURES,
  type PlatformFigure,
} from "../../../../livestreams/index.ts";
import { Empty, Notice, Pages, Table } from "../../../components/blocks.tsx";
import {
  Button,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  LinkButton,
  Select,
} from "../../../components/forms.tsx";
import { fieldText } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { formatTime } from "../../../text/format.ts";
import { PLATFORM_FIGURES, PLATFORM_MEASURE } from "../../../text/livestreams/audience.ts";
import { LINK_PLATFORM } from "../../../text/livestreams/livestream.ts";

export type PlatformFiguresData = {
  livestream: LivestreamView;
  items: readonly PlatformFigure[];
  next: string | null;
  /** Cursor of this page of the list. Undefined for the first. */
  cursor: string | undefined;
  form: FormState;
  /** Id that lets a second tap on the button count once. */
  commandId: string;
  saved: boolean;
  /** Why the last correction was not taken, if no field is wrong. */
  refused: string | null;
};

const LABELS = {
  platform: PLATFORM_FIGURES.platform,
  measure: PLATFORM_FIGURES.measure,
  value: PLATFORM_FIGURES.value,
  source: PLATFORM_FIGURES.source,
  asOf: PLATFORM_FIGURES.asOf,
};
const optionsOf = (names: Record<string, string>, values: readonly string[]) =>
  values.map((value) => ({ value, text: names[value] ?? value }));

type Part = { shell: Shell; data: PlatformFiguresData };

const FigureForm: FC<Part> = ({ shell, data: { livestream, form, commandId } }) => {
  const path = `/union/livestreams/${livestream.id}/platform-figures`;
  const replaces = fieldText(form.values, "replaces");
  return (
    <section class="card stack" id="figure-form">
      <h2>{replaces ? PLATFORM_FIGURES.correctTitle : PLATFORM_FIGURES.formTitle}</h2>
      {replaces ? <p class="quiet">{PLATFORM_FIGURES.correctLead}</p> : null}
      <Form action={path} csrf={shell.csrf}>
        <input type="hidden" name="commandId" value={commandId} />
        <input type="hidden" name="replaces" value={replaces} />
        <Select
          form={form}
          name="platform"
          label={LABELS.platform}
          options={optionsOf(LINK_PLATFORM, Object.keys(LINK_PLATFORM))}
          required
        />
        <Select
          form={form}
          name="measure"
          label={LABELS.measure}
          options={optionsOf(PLATFORM_MEASURE, PLATFORM_MEASURES)}
          required
        />
        <Field
          form={form}
          name="value"
          label={LABELS.value}
          hint={PLATFORM_FIGURES.valueHint}
          maxlength={20}
          required
        />
        <Field
          form={form}
          name="source"
          label={LABELS.source}
          hint={PLATFORM_FIGURES.sourceHint}
          maxlength={120}
          required
        />
        <Field
          form={form}
          name="asOf"
          label={LABELS.asOf}
          hint={PLATFORM_FIGURES.asOfHint}
          type="datetime-local"
          required
        />
        <div class="row">
          <Button kind="primary">{replaces ? PLATFORM_FIGURES.saveCorrection : PLATFORM_FIGURES.save}</Button>
          {replaces ? <LinkButton href={path}>{PLATFORM_FIGURES.stop}</LinkButton> : null}
        </div>
      </Form>
    </section>
  );
};

/** The link that opens the form for the correction of a figure, on the same page of the list. */
const Correct: FC<{ data: PlatformFiguresData; figure: PlatformFigure }> = ({ data, figure }) => {
  const query = new URLSearchParams({ ...(data.cursor ? { cursor: data.cursor } : {}), replaces: figure.id });
  return (
    <a href={`/union/livestreams/${data.livestream.id}/platform-figures?${query}#figure-form`}>
      {PLATFORM_FIGURES.correct}
      <span class="sr">
        {" "}
        {LINK_PLATFORM[figure.platform]}
        {PLATFORM_MEASURE[figure.measure]} {PLATFORM_FIGURES.amount(figure.measure, figure.value)}
      </span>
    </a>
  );
};

const State: FC<{ data: PlatformFiguresData; figure: PlatformFigure }> = ({ data, figure }) =>
  figure.replacedBy !== null ? (
    <span class="quiet">{PLATFORM_FIGURES.replaced}</span>
  ) : (
    <>
      {figure.replaces !== null ? `${PLATFORM_FIGURES.correction}，` : ""}
      {PLATFORM_FIGURES.holds} {data.livestream.hostedHere ? <Correct data={data} figure={figure} /> : null}
    </>
  );

/**
 * The page on which officers copy figures of other platforms, and correct them. Corrected ones stay listed.
 */
export const PlatformFiguresPage: FC<Part> = ({ shell, data }) => {
  const { livestream, items, next, refused } = data;
  return (
    <div class="narrow stack">
      <h1>{PLATFORM_FIGURES.title}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}`}>{livestream.title}</a>
      </p>
      {data.saved ? <Notice kind="done">{PLATFORM_FIGURES.saved}</Notice> : null}
      {refused ? <Notice kind="warning">{refused}</Notice> : null}
      <ErrorSummary form={data.form} labels={LABELS} />
      <p class="quiet">{PLATFORM_FIGURES.lead}</p>
      <p class="quiet">{PLATFORM_FIGURES.apart}</p>
      {livestream.hostedHere ? <FigureForm shell={shell} data={data} /> : null}
      {items.length === 0 ? (
        <Empty text={PLATFORM_FIGURES.none} />
      ) : (
        <Table
          caption={PLATFORM_FIGURES.list}
          columns={[
            {
              head: PLATFORM_FIGURES.measure,
              cell: ({ platform, measure }) => `${LINK_PLATFORM[platform]}${PLATFORM_MEASURE[measure]}`,
            },
            {
              head: PLATFORM_FIGURES.value,
              number: true,
              cell: ({ measure, value }) => PLATFORM_FIGURES.amount(measure, value),
            },
            {
              head: PLATFORM_FIGURES.source,
              cell: ({ source, asOf }) => PLATFORM_FIGURES.from(source, formatTime(asOf)),
            },
            { head: PLATFORM_FIGURES.state, cell: (figure) => <State data={data} figure={figure} /> },
          ]}
          rows={items}
        />
      )}
      <Pages shell={shell} next={next} />
      <p>
        <LinkButton href={`/union/livestreams/${livestream.id}`}>{PLATFORM_FIGURES.back}</LinkButton>
      </p>
    </div>
  );
};
