import type { FC } from "hono/jsx";
import {
  CityTag,
  Empty,
  Facts,
  Notice,
  Pages as Pager,
  Panel,
  Status,
  Steps,
  Table,
  Timeline,
  Verified,
} from "../../components/blocks.tsx";
import {
  Button,
  Check,
  Chips,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  LinkButton,
  Select,
  TextArea,
} from "../../components/forms.tsx";
import { SearchBox } from "../../components/search/search.tsx";
import type { Shell } from "../../layout.tsx";
import { DEV } from "../../text/public/docs.ts";

const { sample } = DEV;

const options = [
  { value: "a", text: DEV.button.primary },
  { value: "b", text: DEV.button.secondary },
];

const wrong: FormState = { values: { text: sample }, errors: [{ path: "wrong", code: "REQUIRED" }] };

const BUTTONS = ["primary", "secondary", "danger", "plain"] as const;

const NOTICES = ["info", "done", "waiting", "warning"] as const;

export const ComponentsPage: FC<{ shell: Shell }> = ({ shell }) => (
  <>
    <h1>{DEV.title}</h1>
    <ErrorSummary form={wrong} labels={{ wrong: sample }} />
    <h2>Button, LinkButton</h2>
    <p class="row">
      {BUTTONS.map((kind) => (
        <LinkButton href="/dev/components" kind={kind}>
          {DEV.button[kind]}
        </LinkButton>
      ))}
    </p>
    <h2>Field, TextArea, Select, Chips, Check</h2>
    <Form action="/dev/components" csrf={shell.csrf}>
      <Field form={wrong} name="text" label={sample} hint={DEV.hint} required />
      <Field form={wrong} name="wrong" label={sample} required />
      <TextArea form={wrong} name="area" label={sample} />
      <Select form={wrong} name="select" label={sample} options={options} />
      <Chips form={wrong} name="chips" label={sample} options={options} />
      <Check name="check">{sample}</Check>
      <Button kind="primary">{DEV.button.primary}</Button>
    </Form>
    <h2>Notice, Panel, Status, Verified, CityTag</h2>
    {NOTICES.map((kind) => (
      <Notice kind={kind}>{DEV.notice[kind]}</Notice>
    ))}
    <p class="row">
      <Status kind="done">{DEV.notice.done}</Status>
      <Status kind="waiting">{DEV.notice.waiting}</Status>
      <Status kind="stopped">{DEV.notice.warning}</Status>
      <Verified>{sample}</Verified>
      {shell.site.cities.map((city) => (
        <CityTag site={shell.site} code={city.code} text={city.shortName} />
      ))}
    </p>
    <Empty text={sample} />
    <h2>Facts, Timeline, Steps, Table, Pages, SearchBox</h2>
    <Facts
      items={[
        { term: sample, value: sample },
        { term: sample, value: null },
      ]}
    />
    <Timeline items={[{ when: sample, text: sample, note: DEV.hint }]} />
    <Steps names={DEV.steps} at={1} />
    <Table
      caption={sample}
      columns={[
        { head: DEV.columns.name, cell: (row: { name: string; count: number }) => row.name },
        { head: DEV.columns.count, number: true, cell: (row: { name: string; count: number }) => row.count },
      ]}
      rows={[{ name: sample, count: 12 }]}
    />
    <Pager shell={shell} next="2" at="/dev/components?cursor=1&before=1" />
    <SearchBox text={sample} />
    <Panel title={DEV.notice.done} reference="LP0000000000" next={DEV.hint} inner />
  </>
);
