import type { FC } from "hono/jsx";
import type { ApplicationView, ConsentGround } from "../../../../applications/index.ts";
import type { CardView, ConsentView, ProfileView } from "../../../../candidates/index.ts";
import type { EnterpriseView, OwnClaim } from "../../../../enterprises/index.ts";
import type { TicketView } from "../../../../fairs/index.ts";
import type { Notice as NoticeView } from "../../../../notifications/index.ts";
import type { SavedSearchView } from "../../../../saved-searches/index.ts";
import type { OwnTalentCard } from "../../../../talent/index.ts";
import { ApplicationStatus } from "../../../components/application-status.tsx";
import { Empty, Notice } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, type FormState, LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { noticePath } from "../../../links/notices.ts";
import { COMMON } from "../../../text/common.ts";
import { formatDeadline, formatTime } from "../../../text/format.ts";
import { noticeText } from "../../../text/notices.ts";
import { PHONE_CHANGE } from "../../../text/public/account.ts";
import { MAIL } from "../../../text/public/mail.ts";
import { MY_TALENT } from "../../../text/public/talent.ts";
import { LOOKS, ME, MINE } from "../../../text/seeker.ts";
import { INVITATIONS } from "../../../text/union/staff.ts";
import { Registrations } from "../../enterprise/registrations-section.tsx";
import { MyTickets } from "../../fairs/tickets/seeker/my-tickets-section.tsx";
import { CardFacts } from "../apply/card-section.tsx";
import { SavedSearches } from "../searches/saved-searches-section.tsx";
import { Consents } from "./consents/consents-section.tsx";
import { Looks } from "./looks-section.tsx";

type MeData = {
  applications: ApplicationView[];
  notices: NoticeView[];
  consents: ConsentView[];
  /** The applications for which the consents were given. */
  grounds: ReadonlyMap<string, ConsentGround>;
  looks: { items: CardView[]; nextCursor: string | null };
  card: ProfileView | null;
  searches: SavedSearchView[];
  tickets: TicketView[];
  names: CodeNames;
  phoneMasked: string;
  /** True if e-mail is configured. */
  mail: boolean;
  /** True if sign-in codes can only go by e-mail and the person has no confirmed address. */
  needsAddress: boolean;
  roles: readonly string[];
  /** Number of open invitations to a role. */
  invitations: number;
  /** The enterprises that the person works for. */
  enterprises: EnterpriseView[];
  /** The person's claims that wait for a decision. */
  claims: OwnClaim[];
  nameForm: FormState;
  /** Cards that the person shows in the talent pool. */
  pool: OwnTalentCard[];
};

const Line: FC<{ application: ApplicationView }> = ({ application }) => (
  <li class="card posting">
    <div class="head">
      <h3>
        <a class="title" href={`/me/applications/${application.id}`}>
          {application.posting.title}
        </a>
      </h3>
      <ApplicationStatus status={application.status} />
    </div>
    <p class="quiet">
      {application.employer.name} · {application.reference}
    </p>
    {application.status === "sent" && application.answerDueAt && !application.employer.suspended ? (
      <p class="small">{MINE.due(formatDeadline(application.answerDueAt))}</p>
    ) : null}
  </li>
);

const Notices: FC<{ shell: Shell; notices: NoticeView[] }> = ({ shell, notices }) => {
  const unread = notices.filter((notice) => !notice.read);
  return (
    <section id="notices">
      <h2>{ME.now}</h2>
      {unread.length === 0 ? <p class="quiet">{ME.nothing}</p> : null}
      {unread.map((notice) => (
        <Notice kind={notice.kind === "applicationInvited" ? "done" : "info"}>
          <a href={noticePath(notice)}>{noticeText(notice)}</a>{" "}
          <span class="quiet small">{formatTime(notice.at)}</span>
        </Notice>
      ))}
      {unread.length > 0 ? (
        <Form action="/me/notices/read" csrf={shell.csrf}>
          <Button kind="plain">{ME.readAll}</Button>
        </Form>
      ) : null}
    </section>
  );
};

const Workspaces: FC<{ roles: readonly string[] }> = ({ roles }) =>
  roles.length > 1 ? (
    <section>
      <h2>{ME.workspaces}</h2>
      <p class="row">
        {roles.includes("member") ? (
          <LinkButton href="/enterprise">{ME.enterpriseWorkspace}</LinkButton>
        ) : null}
        {roles.includes("officer") ? <LinkButton href="/union">{ME.unionWorkspace}</LinkButton> : null}
        {roles.includes("administrator") ? (
          <LinkButton href="/union/staff?place=administrators">{ME.administration}</LinkButton>
        ) : null}
      </p>
    </section>
  ) : null;

/** True for a person with colleagues, now or once a claim or an invitation is settled. */
const hasColleagues = ({ roles, enterprises, claims, invitations }: MeData) =>
  roles.length > 1 || enterprises.length > 0 || claims.length > 0 || invitations > 0;

/** The seeker's start page: notices, tickets, applications, card, consents, and who viewed the card. */
export const MePage: FC<{ shell: Shell; data: MeData }> = ({ shell, data }) => (
  <div class="narrow">
    <ErrorSummary form={data.nameForm} labels={{ name: ME.name }} />
    <h1>{ME.heading(data.card?.callName ?? "")}</h1>
    {data.needsAddress ? (
      <Notice kind="warning">
        <p>{MAIL.needed}</p>
        <LinkButton href="/me/searches#mail" kind="primary">
          {MAIL.register}
        </LinkButton>
      </Notice>
    ) : null}
    {data.invitations > 0 ? (
      <Notice kind="waiting">
        <a href="/me/invitations">{INVITATIONS.open(data.invitations)}</a>
      </Notice>
    ) : null}
    <Registrations enterprises={data.enterprises} claims={data.claims} />
    <Workspaces roles={data.roles} />
    <Notices shell={shell} notices={data.notices} />
    {data.tickets.length > 0 ? <MyTickets tickets={data.tickets} /> : null}
    <h2>{ME.applications}</h2>
    {data.applications.length === 0 ? (
      <Empty text={ME.noApplications}>
        <LinkButton href="/postings" kind="primary">
          {ME.find}
        </LinkButton>
      </Empty>
    ) : (
      <ul class="list">
        {data.applications.map((application) => (
          <Line application={application} />
        ))}
      </ul>
    )}
    <SavedSearches shell={shell} searches={data.searches} names={data.names} mail={data.mail} />
    <h2>{ME.card}</h2>
    <section class="card">
      {data.card ? <CardFacts card={data.card} names={data.names} own /> : <p>{ME.noCard}</p>}
      <p>
        <LinkButton href="/me/card">{data.card ? ME.editCard : ME.makeCard}</LinkButton>
      </p>
    </section>
    <h2>{MY_TALENT.title}</h2>
    <p>
      {data.pool.length === 0
        ? MY_TALENT.offShort
        : MY_TALENT.onShort(data.pool.map(({ city }) => data.names.division(city) ?? city).join("、"))}
    </p>
    <p>
      <LinkButton href="/me/talent">{data.pool.length === 0 ? MY_TALENT.open : MY_TALENT.manage}</LinkButton>
    </p>
    <Consents consents={data.consents} grounds={data.grounds} />
    <section id="looks">
      <h2>{LOOKS.heading}</h2>
      <Looks items={data.looks.items} />
      {data.looks.nextCursor ? (
        <p>
          <LinkButton href="/me/looks">{LOOKS.all}</LinkButton>
        </p>
      ) : null}
    </section>
    <h2 id="account">{ME.account}</h2>
    <p>{ME.phone(data.phoneMasked)}</p>
    <p>
      <LinkButton href="/me/phone">{PHONE_CHANGE.link}</LinkButton>
    </p>
    {hasColleagues(data) ? (
      <Form action="/me/name" csrf={shell.csrf}>
        <Field
          form={data.nameForm}
          name="name"
          label={ME.name}
          hint={ME.nameHint}
          autocomplete="name"
          required
        />
        <Button>{ME.saveName}</Button>
      </Form>
    ) : null}
    <Form action="/sign-out" csrf={shell.csrf}>
      <Button>{COMMON.signOut}</Button>
    </Form>
  </div>
);
