import { INTERVIEWS } from "../../../../text/fairs/interviews.ts";

/** Options for a booth's recruiters, by number from 1. */
export const numbersTo = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ value: String(at + 1), text: INTERVIEWS.recruiter(at + 1) }));
