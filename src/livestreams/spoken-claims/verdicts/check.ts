import { readFacts } from "../../../postings/index.ts";
import { forbiddenIn, withoutFees } from "../reading/forbidden.ts";
import { paysIn } from "../reading/pay.ts";
import { plainSpeech, saysNoNights } from "../reading/spoken.ts";
import { factFindings } from "./facts.ts";
import { type Compared, type Finding, VERDICTS } from "./finding.ts";
import { payFinding } from "./pay.ts";

/**
 * Compares what was said on air with a posting, statement by statement, the gravest verdict first. Empty if
 * nothing of it could be read: what is unknown gets no verdict. Pure.
 */
export function checkSpoken(said: string, posting: Compared): Finding[] {
  const text = plainSpeech(said);
  const forbidden = forbiddenIn(text).map(
    ({ verdict, text: words }): Finding => ({ topic: verdict, verdict, said: words, written: null }),
  );
  const rest = withoutFees(text);
  const found = [
    ...forbidden,
    ...paysIn(rest).map((pay) => payFinding(pay, posting)),
    ...factFindings(readFacts(rest), { noNights: saysNoNights(rest), posting }),
  ];
  const rank = (one: Finding) => VERDICTS.indexOf(one.verdict);
  return found.sort((a, b) => rank(a) - rank(b));
}
