import { INTERVIEWS } from "../../../../text/fairs/interviews.ts";

/** A booth's recruiters by number, as options of a form. */
export const numbersTo = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ value: String(at + 1), text: INTERVIEWS.recruiter(at + 1) }));
