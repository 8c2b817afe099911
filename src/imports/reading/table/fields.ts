/**
 * The fields to which a column can be mapped. `contact` is a cell with both name and phone. `logo` and
 * `ignored` are not used.
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

/**
 * Fields to which several columns may be mapped (工作城市 + 详细地址, 最低工资 + 最高工资), with the text that joins their
 * cells.
 */
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

/** Fields of the employer, which a sheet often fills only once for all postings of an employer. */
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
