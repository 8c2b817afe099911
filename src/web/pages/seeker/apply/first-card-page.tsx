import type { FC } from "hono/jsx";
import type { ProfileView } from "../../../../candidates/index.ts";
import type { PostingView } from "../../../../postings/index.ts";
import { Facts, Notice, Panel } from "../../../components/blocks.tsx";
import { CARD_LABELS, type CardChoices, CardFields, Carried } from "../../../components/card-form.tsx";
import { Button, ErrorSummary, Form, type FormState, LinkButton } from "../../../components/forms.tsx";
import type { Names } from "../../../components/posting.tsx";
import type { Fields } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { formatDate } from "../../../text/format.ts";
import { SIGN_IN } from "../../../text/public.ts";
import { APPLY, CARD } from "../../../text/seeker.ts";
import { CodeField, type Sent } from "../../sign-in/routes.tsx";

/** To whom the card goes, and for how long: said before anything is sent. */
export const Receiver: FC<{ employer: string; until: Date }> = ({ employer, until }) => (
  <Notice>
    <p>
      <b>{APPLY.to(employer)}</b>
    </p>
    <p>{APPLY.until(formatDate(until))}</p>
  </Notice>
);

/** The way the person came, carried along. */
const Channel: FC<{ value: Fields[string] }> = ({ value }) =>
  value === "fair" ? <input type="hidden" name="channel" value="fair" /> : null;

type Common = { shell: Shell; posting: PostingView; until: Date };

/** A person without a card: four fields, then the code. */
export const FirstCardPage: FC<Common & { form: FormState; choices: CardChoices; signedIn: boolean }> = (
  props,
) => (
  <div class="narrow">
    <ErrorSummary form={props.form} labels={CARD_LABELS} />
    <h1>{APPLY.heading(props.posting.title)}</h1>
    <Receiver employer={props.posting.employer.name} until={props.until} />
    <Form action={`/postings/${props.posting.id}/apply`} csrf={props.shell.csrf}>
      <Channel value={props.form.values.channel} />
      <CardFields form={props.form} choices={props.choices} withPhone={!props.signedIn} />
      <Button kind="primary" wide>
        {props.signedIn ? APPLY.confirmCard : APPLY.sendCode}
      </Button>
    </Form>
  </div>
);

type CodeData = { form: FormState; fields: Fields; phone: string; sent: Sent };

/** The code, and with it the application. What was filled in travels along; nothing is kept until the phone is proved. */
export const ApplyCodePage: FC<Common & { data: CodeData }> = ({ shell, posting, until, data }) => (
  <div class="narrow">
    <ErrorSummary form={data.form} labels={{ code: SIGN_IN.code, ...CARD_LABELS }} />
    <h1>{APPLY.codeTitle}</h1>
    <Form action={`/postings/${posting.id}/apply/code`} csrf={shell.csrf}>
      <Carried fields={data.fields} />
      <CodeField form={data.form} phone={data.phone} {...data.sent} />
      <Receiver employer={posting.employer.name} until={until} />
      <Button kind="primary" wide>
        {APPLY.confirm}
      </Button>
    </Form>
    <Form action={`/postings/${posting.id}/apply`} csrf={shell.csrf}>
      <Carried fields={data.fields} />
      <Button kind="plain">{SIGN_IN.again}</Button>
    </Form>
  </div>
);

/** A card as its owner sees it before it goes. */
export const CardFacts: FC<{ card: ProfileView; names: Names }> = ({ card, names }) => (
  <Facts
    items={[
      { term: CARD.callName, value: card.callName },
      { term: CARD.skills, value: card.skills.map((id) => names.occupation(id) ?? id).join("、") },
      { term: CARD.places, value: card.places.map((code) => names.division(code) ?? code).join("、") },
      ...(card.years === null ? [] : [{ term: CARD.years, value: String(card.years) }]),
      ...(card.certificates.length ? [{ term: CARD.certificates, value: card.certificates.join("、") }] : []),
      ...(card.startFrom ? [{ term: CARD.startFrom, value: card.startFrom }] : []),
      ...(card.veteran ? [{ term: CARD.veteran, value: COMMON.yes }] : []),
    ]}
  />
);

/** A person with a card: see it, one button. */
export const SendCardPage: FC<Common & { card: ProfileView; names: Names; channel: string | undefined }> = ({
  channel,
  shell,
  posting,
  until,
  card,
  names,
}) => (
  <div class="narrow">
    <h1>{APPLY.heading(posting.title)}</h1>
    <Receiver employer={posting.employer.name} until={until} />
    <section class="card">
      <CardFacts card={card} names={names} />
      <a href={`/me/card?back=${encodeURIComponent(`/postings/${posting.id}/apply`)}`}>{APPLY.change}</a>
    </section>
    <Form action={`/postings/${posting.id}/apply`} csrf={shell.csrf}>
      <Channel value={channel} />
      <Button kind="primary" wide>
        {APPLY.confirmCard}
      </Button>
    </Form>
  </div>
);

/** Sent: the number, and what happens by when. */
export const AppliedPage: FC<{ reference: string; dueAt: string; id: string }> = ({
  reference,
  dueAt,
  id,
}) => (
  <div class="narrow">
    <Panel title={APPLY.done} reference={reference} next={APPLY.next(formatDate(dueAt))}>
      <p class="row">
        <LinkButton href={`/me/applications/${id}`} kind="primary">
          {APPLY.toMine}
        </LinkButton>
        <LinkButton href="/postings">{APPLY.more}</LinkButton>
      </p>
    </Panel>
  </div>
);
