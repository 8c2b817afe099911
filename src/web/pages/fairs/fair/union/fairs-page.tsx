import type { FC } from "hono/jsx";
import type { FairView, InvitationView, RegistrationView } from "../../../../../fairs/index.ts";
import { Empty, Facts, Notice, Pages, Status } from "../../../../components/blocks.tsx";
import { FairLine } from "../../../../components/fairs.tsx";
import { Button, EMPTY_FORM, Field, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Names } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { INDUSTRY } from "../../../../text/common.ts";
import { FAIR } from "../../../../text/fairs/fair.ts";
import { UNION_FAIRS as TEXT } from "../../../../text/fairs/placement.ts";
import { linkOf } from "../../registrations/invitations/routes.tsx";

export type FairsData = {
  desk: FairView[];
  others: FairView[];
  over: FairView[];
  waiting: number;
  more: boolean;
};

export const FairsPage: FC<{ data: FairsData }> = ({ data }) => (
  <>
    <h1>{TEXT.heading}</h1>
    <p class="row">
      <LinkButton href="/union/fairs/new" kind="primary">
        {TEXT.add}
      </LinkButton>
      <LinkButton href="/union/fairs/recommendations">
        {TEXT.recommendHeading(data.waiting, data.more)}
      </LinkButton>
    </p>
    <h2>{TEXT.hosted}</h2>
    {data.desk.length === 0 ? <Empty text={TEXT.none} /> : null}
    <ul class="list">
      {data.desk.map((fair) => (
        <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
      ))}
    </ul>
    <h2>{TEXT.others}</h2>
    {data.others.length === 0 ? <Empty text={TEXT.noneOthers} /> : null}
    <ul class="list">
      {data.others.map((fair) => (
        <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
      ))}
    </ul>
    {data.over.length > 0 ? (
      <>
        <h2>{TEXT.over}</h2>
        <ul class="list">
          {data.over.map((fair) => (
            <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
          ))}
        </ul>
      </>
    ) : null}
  </>
);

/** What an officer looks at: who it is, what it brings, what it asks for. */
export const Evidence: FC<{ registration: RegistrationView; names: Names }> = ({ registration, names }) => (
  <>
    <p class="quiet">
      {names.division(
        (registration.invited && registration.enterprise.county) || registration.enterprise.homeCity,
      )}
      {registration.enterprise.industry ? ` · ${INDUSTRY[registration.enterprise.industry] ?? ""}` : ""}
      {registration.invited ? (
        <>
          {" "}
          <Status kind="plain">{TEXT.invited}</Status>
        </>
      ) : null}
    </p>
    <Facts
      items={[
        {
          term: TEXT.bring,
          value: registration.postings.map((one) => TEXT.brought(one.title, one.headcount)).join("、"),
        },
        ...(registration.venueWishes.length > 0 || registration.wishNote
          ? [
              {
                term: TEXT.wishes,
                value: [...registration.venueWishes.map((wish) => wish.name), registration.wishNote]
                  .filter(Boolean)
                  .join("；"),
              },
            ]
          : []),
        { term: TEXT.contact, value: `${registration.contactName} ${registration.contactPhone}` },
        ...(registration.booth
          ? [{ term: FAIR.booth, value: FAIR.boothAt(registration.booth.venueName, registration.booth.code) }]
          : []),
      ]}
    />
  </>
);

/** A decision with a reason, folded away: R opens it from the keyboard. */
export const WithReason: FC<{
  shell: Shell;
  action: string;
  label: string;
  rev: number;
  id: string;
  /** The page of the list that it goes back to, as a query. */
  at?: string;
}> = (props) => (
  <details class="sheet">
    <summary>{props.label}</summary>
    <Form action={props.action} csrf={props.shell.csrf}>
      <input type="hidden" name="ifRev" value={String(props.rev)} />
      {props.at ? <input type="hidden" name="at" value={props.at} /> : null}
      <div class="field">
        <label for={`reason-${props.id}`}>{TEXT.reason}</label>
        <textarea id={`reason-${props.id}`} name="reason" rows={2} maxlength={300} aria-required="true" />
      </div>
      <Button kind="danger">{props.label}</Button>
    </Form>
  </details>
);

/** A word about the decision before. */
export type Said = { kind: "done" | "warning"; text: string };

type RecommendData = {
  items: RegistrationView[];
  names: Names;
  done: Said | null;
  next: string | null;
  /** Of the page that is shown; null for the first. */
  cursor: string | null;
};

const pageAt = (cursor: string | null) => new URLSearchParams(cursor ? { cursor } : {}).toString();

/** What this union is to recommend, oldest first, by keyboard. */
export const RecommendationsPage: FC<{ shell: Shell; data: RecommendData }> = ({ shell, data }) => (
  <>
    <h1>{TEXT.recommendTitle}</h1>
    {data.done ? <Notice kind={data.done.kind}>{data.done.text}</Notice> : null}
    {data.cursor ? null : <p>{TEXT.recommendHeading(data.items.length, data.next !== null)}</p>}
    <ol class="queue list" data-queue>
      {data.items.map((registration) => (
        <li class="card item" data-item>
          <h2 tabindex={-1}>{registration.enterprise.name}</h2>
          <p>
            <a href={`/union/fairs/${registration.fair.id}`}>{registration.fair.title}</a>
          </p>
          <Evidence registration={registration} names={data.names} />
          <Form action={`/union/fairs/registrations/${registration.id}/recommend`} csrf={shell.csrf}>
            <input type="hidden" name="ifRev" value={String(registration.rev)} />
            <input type="hidden" name="at" value={pageAt(data.cursor)} />
            <Button kind="primary" hook="approve">
              {TEXT.recommend}
            </Button>
          </Form>
          <WithReason
            shell={shell}
            action={`/union/fairs/registrations/${registration.id}/return`}
            label={TEXT.return}
            rev={registration.rev}
            id={registration.id}
            at={pageAt(data.cursor)}
          />
        </li>
      ))}
    </ol>
    <Pages
      next={data.next ? `/union/fairs/recommendations?cursor=${encodeURIComponent(data.next)}` : null}
      first={data.cursor ? "/union/fairs/recommendations" : null}
    />
  </>
);

/** Codes for enterprises from outside. */
export const Invitations: FC<{ shell: Shell; fairId: string; origin: string; items: InvitationView[] }> = ({
  shell,
  fairId,
  origin,
  items,
}) => (
  <details class="sheet" open={items.length > 0}>
    <summary>{TEXT.invitations}</summary>
    <p class="quiet">{TEXT.invitationsHint}</p>
    <Form action={`/union/fairs/${fairId}/invitations`} csrf={shell.csrf}>
      <Field form={EMPTY_FORM} name="label" label={TEXT.invitationLabel} maxlength={80} required />
      <Button>{TEXT.invite}</Button>
    </Form>
    {items.length > 0 ? (
      <ul class="list">
        {items.map((invitation) => (
          <li>
            <b class="number">{invitation.code}</b> {invitation.label}{" "}
            <Status kind={invitation.used ? "done" : "waiting"}>
              {invitation.used ? TEXT.used : TEXT.unused}
            </Status>
            {invitation.used ? null : <p class="small">{linkOf(origin, invitation.code)}</p>}
          </li>
        ))}
      </ul>
    ) : null}
  </details>
);
