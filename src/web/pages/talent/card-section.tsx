import type { FC } from "hono/jsx";
import type { TalentCard } from "../../../talent/index.ts";
import { Facts } from "../../components/blocks.tsx";
import type { CodeNames } from "../../components/posting.tsx";
import { TALENT_CARD, TALENT_START } from "../../text/public/talent.ts";

const namesOf = (codes: readonly string[], name: (code: string) => string | null) =>
  codes.map((code) => name(code) ?? code).join("、");

/** Returns trades, places and years of a card in words, without what its owner does not show. */
export function cardLine(card: Pick<TalentCard, "places" | "years">, names: CodeNames): string {
  return [
    card.places && `${TALENT_CARD.places}：${namesOf(card.places, names.division)}`,
    card.years !== null && `${TALENT_CARD.years}：${TALENT_CARD.yearsOf(card.years)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

export const skillsOf = (skills: readonly string[], names: CodeNames): string =>
  namesOf(skills, names.occupation);

/** A card of the talent pool exactly as others see it. Fields that its owner does not show are left out. */
export const TalentFacts: FC<{ card: TalentCard; names: CodeNames }> = ({ card, names }) => {
  const lines = [
    { term: TALENT_CARD.skills, value: skillsOf(card.skills, names) },
    { term: TALENT_CARD.places, value: card.places && namesOf(card.places, names.division) },
    { term: TALENT_CARD.years, value: card.years === null ? null : TALENT_CARD.yearsOf(card.years) },
    { term: TALENT_CARD.certificates, value: card.certificates?.join("、") ?? null },
    { term: TALENT_CARD.startFrom, value: card.startFrom && TALENT_START[card.startFrom] },
    { term: TALENT_CARD.veteran, value: card.veteran ? TALENT_CARD.isVeteran : null },
  ];
  return <Facts items={lines.filter(({ value }) => value !== null)} />;
};
