/** Reasons to return a posting, each with its legal basis (`law` and article). A closed list. */
export const RETURN_REASONS = {
  EMPLOYER_UNVERIFIED: { law: "humanResourcesMarket", article: "26" },
  HEADCOUNT_UNCLEAR: { law: "humanResourcesMarket", article: "24" },
  REQUIREMENTS_UNCLEAR: { law: "humanResourcesMarket", article: "24" },
  DUTIES_UNCLEAR: { law: "humanResourcesMarket", article: "24" },
  PLACE_UNCLEAR: { law: "humanResourcesMarket", article: "24" },
  PAY_UNCLEAR: { law: "humanResourcesMarket", article: "24" },
  VALIDITY_UNCLEAR: { law: "onlineRecruitmentNotice2026", article: null },
  SEX: { law: "womensRights", article: "43" },
  DISCRIMINATION: { law: "humanResourcesMarket", article: "24" },
  RESIDENCE: { law: "humanResourcesMarket", article: "11" },
  FEES: { law: "labourContract", article: "9" },
  UNDERAGE: { law: "labour", article: "15" },
  FALSE_OR_BAIT: { law: "humanResourcesMarket", article: "27" },
  CONTACT_IN_TEXT: { law: null, article: null },
  DUPLICATE: { law: null, article: null },
  OTHER: { law: null, article: null },
} as const satisfies Record<string, { law: string | null; article: string | null }>;
export type ReturnReason = keyof typeof RETURN_REASONS;

/** The reason for returning a posting with words that a law forbids, by the code of their flag. */
export const RETURN_FOR: Readonly<Partial<Record<string, ReturnReason>>> = {
  SEX_WORDING: "SEX",
  BIRTH_WORDING: "SEX",
  ETHNIC_WORDING: "DISCRIMINATION",
  HEALTH_WORDING: "DISCRIMINATION",
  FEES_WORDING: "FEES",
  LOAN_WORDING: "FEES",
  MINOR_WORDING: "UNDERAGE",
  FRAUD_WORDING: "FALSE_OR_BAIT",
  PAPERS_WORDING: "FALSE_OR_BAIT",
};
