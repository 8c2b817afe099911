import type { FC } from "hono/jsx";
import type { ScanView } from "../../../../fairs/index.ts";
import { asset } from "../../../static/index.ts";
import { SCAN } from "../../../text/fairs/check-in.ts";
import { formatTime } from "../../../text/format.ts";
import { gateName } from "../tickets/ticket-section.tsx";

export const SCANNER_STYLES = () => <link rel="stylesheet" href={asset("scanner/scanner.css")} />;

/** Replaces each {name} by its value; an unknown name becomes empty. */
const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

const sentenceOf = (answer: ScanView): string => {
  const at = answer.outcome === "early" ? answer.from : answer.enteredAt;
  return filled(SCAN[answer.outcome].detail, {
    time: at ? formatTime(at) : "",
    gate: gateName(answer.gate),
    venue: answer.venueName ?? "",
  });
};

/** Shows the gate's answer to a scan: a colour, a word, a sentence. */
export const Answer: FC<{ answer: ScanView }> = ({ answer }) => (
  <section class={`answer ${SCAN[answer.outcome].tone}`} role="status">
    <p class="word">{SCAN[answer.outcome].word}</p>
    <p>{sentenceOf(answer)}</p>
  </section>
);
