import type { WordingCode } from "../../../postings/index.ts";

/** Remarks about the wording of a posting, each with the law that it touches. */
export const WORDING_FLAG: Record<WordingCode, string> = {
  SEX_WORDING: "有限定或优先性别的说法（妇女权益保障法第 43 条）",
  BIRTH_WORDING: "有限定婚姻、生育的说法（妇女权益保障法第 43 条）",
  ETHNIC_WORDING: "有限定民族、宗教的说法（就业促进法第 28 条）",
  HEALTH_WORDING: "有限定乙肝等病原携带者的说法（就业促进法第 30 条）",
  FEES_WORDING: "有押金、收费或扣证件的说法（劳动合同法第 9 条）",
  LOAN_WORDING: "有贷款培训的说法（就业促进法第 41 条）",
  MINOR_WORDING: "有招用未满 16 周岁的人的说法（劳动法第 15 条）",
  FRAUD_WORDING: "有刷单、租借账户等诈骗的说法（条例第 27 条）",
  PAPERS_WORDING: "有花钱买岗位、保录取的说法（条例第 27 条）",
  RESIDENCE_WORDING: "有限定户籍、地域的说法（条例第 11 条）",
  AGE_WORDING: "有限定年龄的说法，请核对是不是岗位需要",
  LOOKS_WORDING: "有限定长相、身高、体重的说法，请核对是不是岗位需要",
  RECORD_WORDING: "有限定残疾、犯罪记录的说法，请核对法律有没有这样规定",
  SCHOOL_WORDING: "有限定学校、第一学历的说法",
  TERMS_WORDING: "有不缴社保、不发工资等违反劳动法的说法",
  LAWFUL_WORDING: "有性别、健康或犯罪记录的限制，这个工种可能依法需要，请核对",
  SCHOOL_REMARK: "写了全日制、985、211",
  BAIT_REMARK: "写法像招揽，请核对是不是真的",
};

/** Texts for an officer who decides a posting with words that a law forbids. */
export const BLOCKED = {
  lead: "岗位里有法律不允许的话，所以这里没有“通过”。请退回企业改；企业那边会标出这些话，点一下就能改。",
  publish: "确有法律依据，写明理由后发布",
  reason: "为什么可以这样写",
  reasonHint: "例如“矿山井下作业，法律禁止女职工从事”。理由会记在这个岗位的历史里。",
  button: "写好理由，发布",
} as const;
