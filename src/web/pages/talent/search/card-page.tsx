import type { FC } from "hono/jsx";
import { INVITATIONS_A_DAY, type OpenedTalentCard } from "../../../../talent/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import {
  Button,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
  type Option,
  Select,
} from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate } from "../../../text/format.ts";
import { TALENT } from "../../../text/public/talent.ts";
import { skillsOf, TalentFacts } from "../card-section.tsx";

export type CardData = {
  base: string;
  opened: OpenedTalentCard;
  names: CodeNames;
  form: FormState;
  /** The enterprise that could invite, with its open postings; null for an officer. */
  inviting: { enterpriseId: string; postings: readonly Option[] } | null;
};

const Invite: FC<{ shell: Shell; data: CardData }> = ({ shell, data: { base, opened, form, inviting } }) => {
  if (!inviting) return null;
  return (
    <section class="card">
      <h2>{TALENT.invite}</h2>
      {inviting.postings.length === 0 ? (
        <p>
          {TALENT.noPosting} <a href="/enterprise/postings">{TALENT.toPostings}</a>
        </p>
      ) : (
        <Form action={`${base}/${opened.id}/invite`} csrf={shell.csrf}>
          <input type="hidden" name="enterpriseId" value={inviting.enterpriseId} />
          <p class="hint">{TALENT.inviteHint(INVITATIONS_A_DAY)}</p>
          <Select form={form} name="postingId" label={TALENT.posting} options={inviting.postings} required />
          <Button kind="primary">{TALENT.send}</Button>
        </Form>
      )}
    </section>
  );
};

/** One opened card. An enterprise can invite the person from here. */
export const TalentCardPage: FC<{ shell: Shell; data: CardData }> = ({ shell, data }) => (
  <div class="narrow stack">
    <ErrorSummary form={data.form} labels={{ postingId: TALENT.posting }} />
    <h1>{skillsOf(data.opened.card.skills, data.names)}</h1>
    <Notice>{TALENT.told}</Notice>
    <section class="card">
      <h2>{TALENT.cardTitle}</h2>
      <TalentFacts card={data.opened.card} names={data.names} />
      <p class="quiet small">{TALENT.until(formatDate(data.opened.endsAt))}</p>
    </section>
    <Invite shell={shell} data={data} />
    <p>
      <LinkButton href={data.base}>{TALENT.back}</LinkButton>
    </p>
  </div>
);
