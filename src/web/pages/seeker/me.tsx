import type { FC } from "hono/jsx";
import type { ApplicationView } from "../../../applications/index.ts";
import type { CardView, ConsentView, ProfileView } from "../../../candidates/index.ts";
import type { NoticeView } from "../../../notifications/index.ts";
import type { SavedSearchView } from "../../../saved-searches/index.ts";
import { Empty, Facts, Notice, Panel, Status, Timeline } from "../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../components/forms.tsx";
import type { Names } from "../../components/posting.tsx";
import type { Shell } from "../../layout.tsx";
import { COMMON } from "../../text/common.ts";
import { formatDate, formatTime } from "../../text/format.ts";
import { DECLINE, EVENT, ME, MINE, NOTICE, STATUS } from "../../text/seeker.ts";
import { CardFacts } from "./apply.tsx";
import { SavedSearches } from "./searches.tsx";

export type MeData = {
  applications: ApplicationView[];
  notices: NoticeView[];
  consents: ConsentView[];
  views: CardView[];
  card: ProfileView | null;
  searches: SavedSearchView[];
  names: Names;
  phoneMasked: string;
  roles: readonly string[];
};

const KIND = {
  sent: "waiting",
  invited: "done",
  declined: "stopped",
  withdrawn: "plain",
  started: "waiting",
  confirmed: "done",
} as const;

export const ApplicationStatus: FC<{ status: ApplicationView["status"] }> = ({ status }) => (
  <Status kind={KIND[status]}>{STATUS[status]}</Status>
);

/** Where a notice leads. */
function target(notice: NoticeView): string {
  const { kind, id } = notice.subject;
  if (notice.to === "enterprise") {
    if (kind === "application") return `/enterprise/applications/${id}`;
    return kind === "posting" ? `/enterprise/postings/${id}` : "/enterprise/profile";
  }
  return kind === "savedSearch" ? `/me/searches/${id}` : `/me/applications/${id}`;
}

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
    {application.status === "sent" && application.answerDueAt ? (
      <p class="small">{MINE.due(formatDate(application.answerDueAt))}</p>
    ) : null}
  </li>
);

const Consents: FC<{ shell: Shell; consents: ConsentView[] }> = ({ shell, consents }) => (
  <section id="consents">
    <h2>{ME.consents}</h2>
    {consents.length === 0 ? <p class="quiet">{ME.noConsents}</p> : null}
    {consents.map((consent) => (
      <div class="card row between">
        <span>
          <b>{consent.receiver.name}</b>
          <br />
          <span class="quiet small">
            {consent.standing
              ? ME.consentUntil(formatDate(consent.endsAt))
              : consent.withdrawnAt
                ? ME.consentWithdrawn
                : ME.consentEnded}
          </span>
        </span>
        {consent.standing ? (
          <Form action={`/me/consents/${consent.id}/withdraw`} csrf={shell.csrf}>
            <Button kind="danger">{ME.withdrawConsent}</Button>
          </Form>
        ) : null}
      </div>
    ))}
  </section>
);

const Notices: FC<{ shell: Shell; notices: NoticeView[] }> = ({ shell, notices }) => {
  const unread = notices.filter((notice) => !notice.read);
  return (
    <section>
      <h2>{ME.now}</h2>
      {unread.length === 0 ? <p class="quiet">{ME.nothing}</p> : null}
      {unread.map((notice) => (
        <Notice kind={notice.kind === "applicationInvited" ? "done" : "info"}>
          <a href={target(notice)}>{NOTICE[notice.kind](notice.subject.title ?? "")}</a>{" "}
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

const Desks: FC<{ roles: readonly string[] }> = ({ roles }) =>
  roles.includes("member") || roles.includes("officer") ? (
    <section>
      <h2>{ME.desks}</h2>
      <p class="row">
        {roles.includes("member") ? <LinkButton href="/enterprise">{ME.enterpriseDesk}</LinkButton> : null}
        {roles.includes("officer") ? <LinkButton href="/union">{ME.unionDesk}</LinkButton> : null}
      </p>
    </section>
  ) : null;

/** What needs me now, then my applications, my card, who may see it and who did. */
export const MePage: FC<{ shell: Shell; data: MeData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{ME.heading(data.card?.callName ?? "")}</h1>
    <Desks roles={data.roles} />
    <Notices shell={shell} notices={data.notices} />
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
    <SavedSearches shell={shell} searches={data.searches} names={data.names} />
    <h2>{ME.card}</h2>
    <section class="card">
      {data.card ? <CardFacts card={data.card} names={data.names} /> : <p>{ME.noCard}</p>}
      <p>
        <LinkButton href="/me/card">{data.card ? ME.editCard : ME.makeCard}</LinkButton>
      </p>
    </section>
    <Consents shell={shell} consents={data.consents} />
    <h2>{ME.views}</h2>
    {data.views.length === 0 ? <p class="quiet">{ME.noViews}</p> : null}
    <Timeline items={data.views.map((view) => ({ when: formatTime(view.at), text: view.viewer }))} />
    <p class="quiet">{ME.phone(data.phoneMasked)}</p>
    <Form action="/sign-out" csrf={shell.csrf}>
      <Button>{COMMON.signOut}</Button>
    </Form>
  </div>
);

const Answer: FC<{ application: ApplicationView }> = ({ application: { status, answer } }) => {
  if (!answer) return null;
  const text = (key: string) => (typeof answer[key] === "string" ? String(answer[key]) : null);
  const items =
    answer.kind === "invite"
      ? [
          { term: MINE.when, value: text("when") },
          { term: MINE.where, value: text("where") },
          ...(text("contact") ? [{ term: MINE.contact, value: text("contact") }] : []),
        ]
      : [{ term: MINE.reason, value: DECLINE[text("reason") ?? ""] ?? null }];
  return (
    <section class="card">
      <h2>{STATUS[status === "declined" ? "declined" : "invited"]}</h2>
      <Facts items={[...items, ...(text("note") ? [{ term: MINE.note, value: text("note") }] : [])]} />
    </section>
  );
};

/** The enterprise can no longer read the card, and still has a reason to. */
const mayShareAgain = ({ status, consent, posting }: ApplicationView) =>
  consent.withdrawnAt !== null && !posting.expired && (status === "invited" || status === "started");

/** One application: where it stands, what the enterprise said, what I can do. */
export const MinePage: FC<{ shell: Shell; application: ApplicationView }> = ({ shell, application }) => {
  const { id, status } = application;
  return (
    <div class="narrow">
      <h1>{application.posting.title}</h1>
      <p>
        <ApplicationStatus status={status} />
      </p>
      <p class="quiet">
        {application.employer.name} · {COMMON.reference} {application.reference}
      </p>
      {status === "sent" && application.answerDueAt ? (
        <Notice kind="waiting">{MINE.due(formatDate(application.answerDueAt))}</Notice>
      ) : null}
      <Answer application={application} />
      {mayShareAgain(application) ? (
        <Form action={`/postings/${application.posting.id}/apply`} csrf={shell.csrf}>
          <p>{MINE.endedHint}</p>
          <Button>{MINE.shareAgain}</Button>
        </Form>
      ) : null}
      {status === "started" ? (
        <Form action={`/me/applications/${id}/confirm`} csrf={shell.csrf}>
          <p>{application.startedOn ? MINE.startedOn(formatDate(application.startedOn)) : null}</p>
          <Button kind="primary" wide>
            {MINE.confirmStart}
          </Button>
        </Form>
      ) : null}
      <h2>{MINE.history}</h2>
      <Timeline
        items={application.history.map((event) => ({
          when: formatTime(event.at),
          text: EVENT[event.kind] ?? event.kind,
          note: event.note,
        }))}
      />
      {application.posting.expired ? null : (
        <p>
          <LinkButton href={`/postings/${application.posting.id}`}>{MINE.posting}</LinkButton>
        </p>
      )}
      {status === "sent" || status === "invited" ? (
        <Form action={`/me/applications/${id}/withdraw`} csrf={shell.csrf}>
          <p class="quiet">{MINE.withdrawHint}</p>
          <Button kind="danger">{MINE.withdraw}</Button>
        </Form>
      ) : null}
    </div>
  );
};

/** Done, in words, with what it means. */
export const DonePage: FC<{ what: keyof typeof MINE.done; reference?: string }> = ({ what, reference }) => (
  <div class="narrow">
    <Panel title={MINE.done[what]} next={MINE.next[what]} {...(reference ? { reference } : {})}>
      <LinkButton href="/me" kind="primary">
        {ME.title}
      </LinkButton>
    </Panel>
  </div>
);
