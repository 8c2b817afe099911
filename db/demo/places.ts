export type DemoCity = { code: string; short: string; hue: string; counties: string[] };
/** An agreement of the demo data with its cities. No code in `src` depends on these values. */
export type DemoAgreement = {
  slug: string;
  name: string;
  shortName: string;
  startsOn: string;
  cities: DemoCity[];
};

export const AGREEMENTS: DemoAgreement[] = [
  {
    slug: "liaoxi",
    name: "辽西五市总工会求职用工互通协议",
    shortName: "五市",
    startsOn: "2024-05-01",
    cities: [
      {
        code: "210900",
        short: "阜新",
        hue: "#7A4E9E",
        counties: ["210902", "210904", "210911", "210921", "210922"],
      },
      {
        code: "210700",
        short: "锦州",
        hue: "#1F6F8B",
        counties: ["210702", "210711", "210726", "210781", "210782"],
      },
      { code: "211400", short: "葫芦岛", hue: "#2F6FB2", counties: ["211402", "211403", "211421", "211481"] },
      { code: "211100", short: "盘锦", hue: "#B0532A", counties: ["211102", "211103", "211104", "211122"] },
      {
        code: "211300",
        short: "朝阳",
        hue: "#8A6D1B",
        counties: ["211302", "211303", "211381", "211382", "211324"],
      },
    ],
  },
  {
    slug: "liaodong",
    name: "营鞍两市总工会就业合作协议",
    shortName: "两市",
    startsOn: "2025-03-01",
    cities: [
      { code: "210800", short: "营口", hue: "#2E7D6B", counties: ["210802", "210881"] },
      { code: "210300", short: "鞍山", hue: "#9E4E5A", counties: ["210302", "210381"] },
    ],
  },
];

/** Locations of enterprises invited from outside the province. The inviting city owns their records. */
export const OUTSIDE = [
  { address: "河北省唐山市丰润区装备园", division: "130200" },
  { address: "内蒙古自治区通辽市科尔沁区", division: "150500" },
  { address: "天津市滨海新区", division: "120116" },
  { address: "河北省秦皇岛市抚宁区", division: "130300" },
  { address: "吉林省长春市宽城区", division: "220100" },
  { address: "山东省烟台市开发区", division: "370600" },
] as const;
