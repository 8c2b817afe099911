import type { Booth, BoothInterviews } from "../../../../../fairs/index.ts";
import type { FormState } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";

export type InterviewsData = {
  booth: Booth;
  day: BoothInterviews;
  form: FormState;
  said: string | null;
  /** ISO dates of the fair's days. */
  dates: string[];
};

export type InterviewsProps = { shell: Shell; data: InterviewsData; action: string };
