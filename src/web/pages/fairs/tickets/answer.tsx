import type { FC } from "hono/jsx";
import type { ScanView } from "../../../../fairs/index.ts";
import { asset } from "../../../static/index.ts";
import { SCAN } from "../../../text/fairs/tickets.ts";
import { formatTime } from "../../../text/format.ts";
import { gateName } from "./ticket.tsx";

export const SCANNER_STYLES = () => <link rel="stylesheet" href={asset("scanner/scanner.css")} />;

/** What a sentence names, put in where it stands. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

export const sentenceOf = (answer: ScanView): string => {
  const at = answer.outcome === "early" ? answer.from : answer.enteredAt;
  return filled(SCAN[answer.outcome].detail, {
    time: at ? formatTime(at) : "",
    gate: gateName(answer.gate),
    venue: answer.venueName ?? "",
  });
};

/** What a gate answers: a colour, a word, a sentence. */
export const Answer: FC<{ answer: ScanView }> = ({ answer }) => (
  <section class={`answer ${SCAN[answer.outcome].tone}`} role="status">
    <p class="word">{SCAN[answer.outcome].word}</p>
    <p>{sentenceOf(answer)}</p>
  </section>
);
