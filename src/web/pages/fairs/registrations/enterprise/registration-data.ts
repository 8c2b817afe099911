import type { EnterpriseView } from "../../../../../enterprises/index.ts";
import type { FairClashes, FairView, RegistrationView } from "../../../../../fairs/index.ts";
import type { FormState } from "../../../../components/forms.tsx";

export type RegistrationData = {
  fair: FairView;
  enterprise: EnterpriseView;
  registration: RegistrationView | null;
  postings: { id: string; title: string }[];
  form: FormState;
  /** True if the enterprise may register, or register again. */
  open: boolean;
  /**
   * True if the enterprise was invited, or its home city does not take part, so that it needs an invitation
   * code.
   */
  outside: boolean;
  verified: boolean;
  /** True if the registration can still be edited. */
  editable: boolean;
  now: Date;
  /** Other fairs at the same time in which the enterprise takes part. */
  clashes: FairClashes["enterprises"];
};
