import type { FC } from "hono/jsx";
import type { StaffList, StaffMember } from "../../../staff/index.ts";
import { Empty, Table } from "../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, type FormState } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { formatDate, formatTime } from "../../text/format.ts";
import { STAFF } from "../../text/union/staff.ts";
import { PlaceFields } from "./place-fields-section.tsx";

export const STAFF_LABELS = { name: STAFF.name, phone: STAFF.phone };

/** A place that the viewer may open: its name, its address, and whether it is the one shown. */
export type PlaceLink = { text: string; href: string; current: boolean };
type StaffData = { list: StaffList; form: FormState; places: PlaceLink[] };

const EndForm: FC<{ shell: Shell; person: StaffMember; list: StaffList }> = ({ shell, person, list }) =>
  person.mayEnd ? (
    <details>
      <summary>{STAFF.end}</summary>
      <p class="quiet">{person.own ? STAFF.endOwnHint : STAFF.endHint(person.label)}</p>
      {person.own && list.place.kind === "member" && list.staff.length === 1 ? (
        <p>
          <b>{STAFF.lastHint}</b>
        </p>
      ) : null}
      <Form action={`/staff/${person.id}/end`} csrf={shell.csrf}>
        <PlaceFields place={list.place} />
        {person.own ? <input type="hidden" name="own" value="1" /> : null}
        <Button kind="danger">{STAFF.confirmEnd}</Button>
      </Form>
    </details>
  ) : null;

const Invitations: FC<{ shell: Shell; list: StaffList }> = ({ shell, list }) =>
  list.invitations.length === 0 ? null : (
    <section>
      <h2>{STAFF.waiting}</h2>
      <ul class="list">
        {list.invitations.map((invitation) => (
          <li class="card">
            <p>
              <b>{invitation.name}</b> {invitation.phoneMasked}
            </p>
            <p class="quiet">
              {STAFF.until} {formatTime(invitation.expiresAt)}
            </p>
            <Form action={`/staff/invitations/${invitation.id}/withdraw`} csrf={shell.csrf}>
              <PlaceFields place={list.place} />
              <Button>{STAFF.withdraw}</Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );

const InviteForm: FC<{ shell: Shell; list: StaffList; form: FormState }> = ({ shell, list, form }) => (
  <section class="narrow">
    <h2>{STAFF.inviteHeading}</h2>
    <p class="quiet">{STAFF.inviteLead}</p>
    <Form action="/staff/invitations" csrf={shell.csrf}>
      <PlaceFields place={list.place} />
      <Field form={form} name="name" label={STAFF.name} required />
      <Field form={form} name="phone" label={STAFF.phone} type="tel" inputmode="tel" required />
      <Button kind="primary">{STAFF.invite}</Button>
    </Form>
  </section>
);

const LEAD = {
  administrator: STAFF.administratorsLead,
  officer: STAFF.officersLead,
  member: STAFF.membersLead,
} as const;

function leadOf({ place, mayInvite }: StaffList): string {
  if (mayInvite) return LEAD[place.kind];
  return place.kind === "officer" && place.county ? STAFF.countyReadOnly : STAFF.cityReadOnly;
}

/** The people of one place, its open invitations, and the form to invite. */
export const StaffPage: FC<{ shell: Shell; data: StaffData }> = ({ shell, data: { list, form, places } }) => (
  <>
    <ErrorSummary form={form} labels={STAFF_LABELS} />
    <h1>{STAFF.heading(list.placeName)}</h1>
    <p class="quiet">{leadOf(list)}</p>
    {places.length > 1 ? (
      <nav aria-label={STAFF.places}>
        <ul class="chips">
          {places.map(({ text, href, current }) => (
            <li>
              <a class="chip" href={href} {...(current ? { "aria-current": "true" as const } : {})}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    ) : null}
    {list.staff.length === 0 ? (
      <Empty text={STAFF.empty} />
    ) : (
      <Table
        caption={STAFF.heading(list.placeName)}
        columns={[
          {
            head: STAFF.person,
            cell: (person: StaffMember) => (
              <>
                {person.label}
                {person.own ? STAFF.you : ""}
              </>
            ),
          },
          { head: STAFF.since, cell: (person: StaffMember) => formatDate(person.since) },
          {
            head: STAFF.lastSeen,
            cell: (person: StaffMember) => (person.seenAt ? formatTime(person.seenAt) : STAFF.never),
          },
          { head: STAFF.by, cell: (person: StaffMember) => person.grantedBy ?? "" },
          {
            head: STAFF.end,
            cell: (person: StaffMember) => <EndForm shell={shell} person={person} list={list} />,
          },
        ]}
        rows={list.staff}
      />
    )}
    <Invitations shell={shell} list={list} />
    {list.mayInvite ? <InviteForm shell={shell} list={list} form={form} /> : null}
  </>
);
