import { INTERVIEWS } from "../../../../text/fairs/interviews.ts";

/** Returns options for a booth's `n` recruiters, numbered from 1. */
export const numbersTo = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ value: String(at + 1), text: INTERVIEWS.recruiter(at + 1) }));
