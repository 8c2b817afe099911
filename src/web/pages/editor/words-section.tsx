import type { FC } from "hono/jsx";
import { findWording, severityOf } from "../../../postings/index.ts";
import { REWRITE } from "../../text/enterprise/wording.ts";
import { WORDING_FLAG } from "../../text/union/wording.ts";

/** A text that people write about an enterprise or a fair, with its name in the form. */
export type Written = { label: string; text: string | null };

/** Returns the words that a law forbids or an officer weighs, each with its reason and its rewrite. */
const wordsIn = ({ label, text }: Written) =>
  findWording(text ?? "")
    .filter(({ rule }) => severityOf(rule.code) !== "INFO")
    .map(({ rule, text: words }) => ({
      label,
      words,
      reason: WORDING_FLAG[rule.code],
      rewrite: rule.rewrite,
    }));

/** Marks words in the texts of an enterprise or a fair, with the reasons that those of a posting have. */
export const WordsSection: FC<{ texts: readonly Written[]; lead: string }> = ({ texts, lead }) => {
  const found = texts.flatMap(wordsIn);
  if (found.length === 0) return null;
  return (
    <section class="card" id="words">
      <h2>{REWRITE.heading}</h2>
      <p>{lead}</p>
      <ul class="list">
        {found.map(({ label, words, reason, rewrite }) => (
          <li>
            <p>
              {REWRITE.said(label)} <mark>{words}</mark>
              <br />
              <span class="quiet">
                {reason}。{rewrite ? REWRITE.may(rewrite) : REWRITE.leaveOut}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};
