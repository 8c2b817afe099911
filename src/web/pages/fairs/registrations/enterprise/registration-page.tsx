import type { FC } from "hono/jsx";
import type { FairView, RegistrationView } from "../../../../../fairs/index.ts";
import { Facts, Notice } from "../../../../components/blocks.tsx";
import {
  CalledOff,
  FairFacts,
  FairPhase,
  isComingOrLive,
  RegistrationState,
} from "../../../../components/fairs.tsx";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import { isRefused } from "../../../../forms.ts";
import type { Shell } from "../../../../layout.tsx";
import { COMMON } from "../../../../text/common.ts";
import { SUSPENDED } from "../../../../text/enterprise/pages.ts";
import { FAIR } from "../../../../text/fairs/fair.ts";
import { CHANGES } from "../../../../text/fairs/fair-changes.ts";
import { ENTERPRISE_FAIRS as TEXT } from "../../../../text/fairs/registrations.ts";
import { formatDeadline, formatTime } from "../../../../text/format.ts";
import { HISTORY } from "../../../../text/union/history.ts";
import { SuspendedNotice } from "../../../enterprise/suspended-section.tsx";
import { RegistrationDelivery } from "../delivery-section.tsx";
import type { RegistrationData } from "./registration-data.ts";
import { EditRegistrationForm, RegisterForm } from "./registration-form.tsx";

const isSuspended = ({ enterprise }: RegistrationData) => enterprise.management?.status === "suspended";

const Offer: FC<{ shell: Shell; registration: RegistrationView }> = ({ shell, registration }) => {
  const { id, booth, offerEndsAt } = registration;
  if (registration.status !== "offered" || !booth || !offerEndsAt) return null;
  const where = FAIR.boothAt(booth.venueName, booth.code);
  return (
    <Form action={`/enterprise/registrations/${id}/answer`} csrf={shell.csrf}>
      <Notice kind="waiting">{TEXT.offered(where, formatDeadline(offerEndsAt))}</Notice>
      <p class="row">
        <Button kind="primary" name="accept" value="1">
          {TEXT.accept}
        </Button>
        <Button name="accept" value="0">
          {TEXT.decline}
        </Button>
      </p>
    </Form>
  );
};

const STANDS: ReadonlySet<string> = new Set(["submitted", "recommended", "waitlisted", "approved"]);

type StepsData = {
  shell: Shell;
  registration: RegistrationView;
  open: boolean;
  suspended: boolean;
};

/**
 * Links to the booth desk and interviews, unless the enterprise is suspended, and the form to withdraw.
 */
const Steps: FC<StepsData> = ({ shell, registration, open, suspended }) => (
  <>
    {registration.status === "approved" && suspended ? <p>{SUSPENDED.booth}</p> : null}
    {registration.status === "approved" && !suspended ? (
      <p class="row">
        <LinkButton href={`/enterprise/fairs/${registration.fair.id}/desk`} kind="primary">
          {TEXT.desk}
        </LinkButton>
        <LinkButton href={`/enterprise/fairs/${registration.fair.id}/interviews`}>
          {TEXT.interviews}
        </LinkButton>
      </p>
    ) : null}
    {open && STANDS.has(registration.status) ? (
      <Form action={`/enterprise/registrations/${registration.id}/withdraw`} csrf={shell.csrf}>
        <p class="quiet">{registration.booth ? TEXT.withdrawHint : TEXT.withdrawHintNoBooth}</p>
        <Button kind="danger">{TEXT.withdraw}</Button>
      </Form>
    ) : null}
  </>
);

/** True for a registration that this node can change or send: not for a mere copy of an exhibitor. */
const canAct = (fair: FairView, registration: RegistrationView): boolean =>
  fair.hostedHere || registration.delivery !== null;

const hostOf = (fair: FairView): string => fair.cities.find(({ role }) => role === "host")?.federation ?? "";

/**
 * Shows when registration opens or when it closed, unless it is open now. Says whom to call if the fair's
 * home takes no registrations from here.
 */
const Window: FC<{ fair: FairView; now: Date }> = ({ fair, now }) => {
  if (!isComingOrLive(fair) || fair.registrationOpen) return null;
  const early = Date.parse(fair.registrationOpensAt) > now.getTime();
  const inTime = !early && Date.parse(fair.registrationClosesAt) > now.getTime();
  if (inTime) return <Notice kind="info">{TEXT.elsewhere(hostOf(fair))}</Notice>;
  return (
    <Notice kind="info">
      {early
        ? TEXT.opensLater(formatTime(fair.registrationOpensAt))
        : TEXT.closed(formatTime(fair.registrationClosesAt))}
    </Notice>
  );
};

const Standing: FC<{ shell: Shell; data: RegistrationData; registration: RegistrationView }> = ({
  shell,
  data,
  registration,
}) => (
  <section class="card">
    <h2>
      <RegistrationState status={registration.status} />
    </h2>
    <RegistrationDelivery delivery={registration.delivery} host={hostOf(data.fair)} />
    {registration.reason ? <Notice kind="warning">{TEXT.reason(registration.reason)}</Notice> : null}
    {registration.status === "returned" && !registration.reason ? (
      <Notice kind="warning">{TEXT.suspended}</Notice>
    ) : null}
    {registration.place && isComingOrLive(data.fair) ? (
      <Notice kind="waiting">
        {registration.waitsFor === "QUOTA"
          ? TEXT.placeQuota(registration.place, registration.endorsingCityName)
          : TEXT.place(registration.place)}
      </Notice>
    ) : null}
    {data.fair.phase === "cancelled" || isSuspended(data) ? null : (
      <Offer shell={shell} registration={registration} />
    )}
    <Facts
      items={[
        { term: COMMON.reference, value: registration.reference },
        ...(registration.booth
          ? [{ term: FAIR.booth, value: FAIR.boothAt(registration.booth.venueName, registration.booth.code) }]
          : []),
        {
          term: TEXT.bring,
          value: registration.postings.map((one) => `${one.title}${one.live ? "" : TEXT.expired}`).join("、"),
        },
        { term: TEXT.contactName, value: `${registration.contactName} ${registration.contactPhone}` },
      ]}
    />
    <p>
      <a href={`/enterprise/registrations/${registration.id}/history`}>{HISTORY.link}</a>
    </p>
    {data.editable && (!isSuspended(data) || isRefused(data.form)) ? (
      <EditRegistrationForm shell={shell} data={data} registration={registration} />
    ) : null}
    {data.fair.phase === "cancelled" || !canAct(data.fair, registration) ? null : (
      <Steps
        shell={shell}
        registration={registration}
        open={isComingOrLive(data.fair)}
        suspended={isSuspended(data)}
      />
    )}
  </section>
);

/**
 * An enterprise's page of a fair: the fair's data, and the enterprise's registration or the form to register.
 */
export const RegistrationPage: FC<{ shell: Shell; data: RegistrationData }> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{data.fair.title}</h1>
    <p>
      <FairPhase fair={data.fair} />
    </p>
    {data.fair.phase === "cancelled" ? <CalledOff fair={data.fair} /> : null}
    <SuspendedNotice enterprise={data.enterprise} short />
    {data.clashes.map(({ fair }) => (
      <Notice kind="warning">{CHANGES.ownEnterprise(fair.title, fair.opensAt, fair.closesAt)}</Notice>
    ))}
    {data.registration ? <Standing shell={shell} data={data} registration={data.registration} /> : null}
    <FairFacts fair={data.fair} />
    {data.open && (!isSuspended(data) || isRefused(data.form)) ? (
      <RegisterForm shell={shell} data={data} />
    ) : null}
    {data.open ? null : <Window fair={data.fair} now={data.now} />}
  </div>
);
