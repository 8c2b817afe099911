/**
 * The fields that a column may hold. `contact` holds name and phone in one cell; `ignored` and `logo` are not
 * used.
 */
export const FIELDS = [
  "sequence",
  "enterpriseName",
  "uscc",
  "enterpriseNature",
  "enterpriseSize",
  "industry",
  "enterpriseAddress",
  "enterpriseIntro",
  "title",
  "occupation",
  "headcount",
  "employmentType",
  "education",
  "experience",
  "requirements",
  "ageAndOther",
  "duties",
  "pay",
  "benefits",
  "place",
  "workTime",
  "contactName",
  "contactPhone",
  "contact",
  "contactEmail",
  "validThrough",
  "postedAt",
  "sourceId",
  "sourceUrl",
  "tags",
  "remark",
  "logo",
  "ignored",
] as const;
export type Field = (typeof FIELDS)[number];

/** Fields that several columns may share (工作城市 + 详细地址, 最低工资 + 最高工资), with the text that joins their cells. */
export const JOINED: Partial<Record<Field, string>> = {
  place: " ",
  pay: "-",
  requirements: "；",
  ageAndOther: "；",
  duties: "；",
  benefits: "、",
  workTime: "；",
  tags: ",",
  remark: "；",
};

/** Facts of the employer, which a sheet often gives once for all its postings. */
export const EMPLOYER_FIELDS: readonly Field[] = [
  "enterpriseName",
  "uscc",
  "enterpriseNature",
  "enterpriseSize",
  "industry",
  "enterpriseAddress",
  "enterpriseIntro",
  "contactName",
  "contactPhone",
  "contact",
  "contactEmail",
];
