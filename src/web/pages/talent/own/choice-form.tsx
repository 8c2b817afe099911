import type { FC } from "hono/jsx";
import {
  OwnTalentCard,
  TALENT_DAYS,
  TALENT_FIELDS,
  type TalentCard,
  type TalentPreview,
  type TalentReceiver,
} from "../../../../talent/index.ts";
import { Carried } from "../../../components/card-form.tsx";
import { Button, Chips, ErrorSummary, Form, type FormState, LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { type Fields, fieldText, fieldTexts } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { MY_TALENT, TALENT_CARD, TALENT_DURATION, TALENT_START } from "../../../text/public/talent.ts";
import { TalentFacts } from "../card-section.tsx";

const LABELS: Record<string, string> = {
  cities: MY_TALENT.cities,
  fields: MY_TALENT.fields,
  startFrom: TALENT_CARD.startFrom,
  days: MY_TALENT.days,
  certificates: TALENT_CARD.certificates,
};

/** Reads a submitted form as input for TalentChoice. */
export const choiceOf = (fields: Fields) => ({
  cities: fieldTexts(fields, "cities"),
  fields: fieldTexts(fields, "fields"),
  startFrom: fieldText(fields, "startFrom") || null,
  days: Number(fieldText(fields, "days")),
});

type ChoiceData = { receivers: readonly TalentReceiver[]; names: CodeNames; form: FormState };

/** Asks for cities, fields and end. Nothing is chosen beforehand but a duration. */
export const ChoicePage: FC<{ shell: Shell; data: ChoiceData }> = ({
  shell,
  data: { receivers, names, form },
}) => {
  const onCertificates = form.errors.filter(({ path }) => path === "certificates");
  // A certificate is refused beside the fields, where it can be left out.
  const shown = {
    ...form,
    errors: form.errors.concat(onCertificates.map((error) => ({ ...error, path: "fields" }))),
  };
  return (
    <div class="narrow stack">
      <ErrorSummary form={form} labels={LABELS} />
      <h1>{MY_TALENT.choiceTitle}</h1>
      <p>{MY_TALENT.formLead}</p>
      <Form action="/me/talent/preview" csrf={shell.csrf}>
        <Chips
          form={shown}
          name="cities"
          label={MY_TALENT.cities}
          hint={MY_TALENT.citiesHint}
          options={receivers.map(({ city }) => ({ value: city, text: names.division(city) ?? city }))}
          required
        />
        <Chips
          form={shown}
          name="fields"
          label={MY_TALENT.fields}
          hint={MY_TALENT.fieldsHint}
          options={TALENT_FIELDS.map((field) => ({ value: field, text: TALENT_CARD[field] }))}
        />
        <Chips
          form={shown}
          name="startFrom"
          label={TALENT_CARD.startFrom}
          hint={MY_TALENT.startHint}
          options={OwnTalentCard.shape.card.shape.startFrom
            .unwrap()
            .options.map((value) => ({ value, text: TALENT_START[value] }))}
          single
        />
        <Chips
          form={shown}
          name="days"
          label={MY_TALENT.days}
          options={TALENT_DAYS.map((days) => ({ value: String(days), text: TALENT_DURATION[days] ?? "" }))}
          single
          required
        />
        <Button kind="primary" wide>
          {MY_TALENT.next}
        </Button>
      </Form>
      <p>
        <LinkButton href="/me/card?back=/me/talent/new">{MY_TALENT.editCard}</LinkButton>
      </p>
    </div>
  );
};

type PreviewData = { previews: readonly TalentPreview[]; fields: Fields; names: CodeNames };

/** Returns cities that see the same card together, in the given order. */
function sameCards(previews: readonly TalentPreview[]): { card: TalentCard; federations: string[] }[] {
  const groups = new Map<string, { card: TalentCard; federations: string[] }>();
  for (const { card, federation } of previews) {
    const key = JSON.stringify(card);
    const group = groups.get(key) ?? { card, federations: [] };
    group.federations.push(federation);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * The cards exactly as others will see them, for which cities and how long. The button alone shows them
 * there.
 */
export const PreviewPage: FC<{ shell: Shell; data: PreviewData }> = ({ shell, data }) => {
  const { days } = choiceOf(data.fields);
  return (
    <div class="narrow stack">
      <h1>{MY_TALENT.previewTitle}</h1>
      <p>{MY_TALENT.previewLead}</p>
      {sameCards(data.previews).map(({ card, federations }) => (
        <section class="card">
          <h2>{MY_TALENT.previewFor}</h2>
          <ul>
            {federations.map((federation) => (
              <li>{MY_TALENT.whoSees(federation)}</li>
            ))}
          </ul>
          <h2>{MY_TALENT.previewWhat}</h2>
          <TalentFacts card={card} names={data.names} />
        </section>
      ))}
      <p>
        {MY_TALENT.days}：<b>{TALENT_DURATION[days] ?? ""}</b>
      </p>
      <Form action="/me/talent" csrf={shell.csrf}>
        <Carried fields={data.fields} />
        <Button kind="primary" wide>
          {MY_TALENT.confirm}
        </Button>
      </Form>
      <p>
        <LinkButton href="/me/talent/new" wide>
          {MY_TALENT.back}
        </LinkButton>
      </p>
    </div>
  );
};
