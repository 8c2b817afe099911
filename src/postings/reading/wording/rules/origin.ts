import { either, type Rule } from "./rule.ts";
import { CHOSEN, ITEM_END, ITEM_START, PREFERRED, REFUSED, REFUSES, REQUIRED } from "./words.ts";

const MINORITY =
  "少数民族|少民|外族|(?:维吾尔|哈萨克|朝鲜|锡伯|蒙古?|[维回藏满壮彝苗羌哈土白])族|[维回藏]民|(?:新疆|西藏)(?:人|籍)";
const RELIGIOUS =
  "(?:基督|天主|伊斯兰|佛|道|回)?教徒|穆斯林|信(?:[^,;\\u3002\\n]{0,2}教|佛|主|耶稣|神)(?:信教|信佛)?|有?(?:任何)?宗教信仰|清真(?:饮食)?|清真食品者|有信仰";

const NEAR = "本地|本市|本县|本省|本区|本村|本镇|本乡镇?|本街道|本社区|当地|附近|市区|城镇|城里";
const REGIONS =
  "云贵川?|江浙沪?|两广|两湖|河北|山西|内蒙古?|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|重庆|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|东北|关内|关外|南方|北方|外地|外省|外市|外县|外乡|外来务?工?|农村|乡下|阜新|锦州|葫芦岛|盘锦|朝阳|辽西|[省市县]外";
const BOOK = "户口|户籍|籍贯|籍";
const TOWN = "[\\u4e00-\\u9fa5]{2,5}?(?:[市县区乡镇村旗])?";

/** Wording about the people, the religion and the home of a person. */
export const ORIGIN_RULES: readonly Rule[] = [
  {
    id: "ethnic-aimed-at",
    code: "ETHNIC_WORDING",
    needs: "族民教佛主神真疆藏林信汉",
    find: either`
      (?:${CHOSEN}|[仅只单])(?:招|要)?汉族?人?(?!语|字|堡|服|阳|中|口)
      汉族(?:${PREFERRED}|为主|即可|人员|人(?!口))
      非汉族?[^,;。\n]{0,4}(?:勿|不|免|慎|别)
      (?:${MINORITY}|${RELIGIOUS})${REFUSED}
      ${REFUSES}(?:信仰|有)?(?:${MINORITY}|${RELIGIOUS})
    `,
    unlessBefore: /^(?:不限|[、/或及和])|^(?:语|自治|食堂|餐)/,
    rewrite: "",
  },
  {
    id: "ethnic-field",
    code: "ETHNIC_WORDING",
    needs: "族",
    reading: "blanks-end",
    find: either`
      (?:民族|族别|族裔)(?:要求|限|[:为是])+(?:仅?限|只要)?汉族?
      ${ITEM_START}汉族(?:${ITEM_END}|(?=、(?![一-龥]{1,3}族)))
      (?:${REQUIRED})汉族
    `,
    unlessAfter: /(?:不|无|团队|[一-龥]族)[,、/:]?$/,
    unlessBefore: /^(?:[/或及和]|、?[满回蒙维藏朝]|、[一-龥]{1,3}族|不限|均可)/,
    rewrite: "民族不限",
  },
  {
    id: "religion",
    code: "ETHNIC_WORDING",
    needs: "教仰佛",
    find: either`
      (?:无|没有|不得有|不能有|不可有|非|未有|不信仰?)(?:任何|各种|什么)?(?:其他)?(?:宗教信仰|宗教|信仰宗教|教)(?![师学育练材程堂室会职])
      不得?(?:信佛|信主|信教)
      限信仰
      (?:宗教信仰|信仰)(?:要求)?:无
    `,
    unlessAfter: /(?:不得|禁止|严禁|并非|不限|招聘|不问)$/,
    unlessBefore: /^(?:限制|歧视|要求|均可|不限|或有)/,
    rewrite: "",
  },
  {
    id: "residence-aimed-at",
    code: "RESIDENCE_WORDING",
    needs:
      "地市县省区村镇乡城里近农户籍外东北南河江云浙两山西蒙辽林龙苏浙徽建湖广海川庆州疆藏肃夏阳岛盘阜锦葫",
    find: either`
      (?:${CHOSEN})(?:住在?)?(?:(?:${NEAR}|${REGIONS})(?:的)?(?:${BOOK}|居民|村民|常住|人员?(?!脉|才)|的|员工|学生|农民)?|${TOWN}(?:${BOOK})|(?![这那各多几其哪两三])[\u4e00-\u9fa5]{1,3}[市县区乡镇村](?:${BOOK}|居民|村民|人(?!民))?(?:${ITEM_END}|的))
      (?:${REFUSES})(?:${REGIONS})(?:${BOOK}|人员?|的|务工)*(?=$|[,;。!?)]|工|来|员)
      (?:${NEAR}|${REGIONS})(?:${BOOK}|居民|村民|人员?|的|本地)*(?:${PREFERRED})
      (?:家?住在?)[一-龥]{1,4}[市县区乡镇村](?:的|人员|者)*(?:${PREFERRED})
      ${TOWN}(?:${BOOK})(?:的|人员|者)?(?:${PREFERRED})
      (?:${REGIONS})(?:${BOOK}|人员?|员工|来的|工人|的|地区)?(?:${REFUSED}|免(?!费|除|税)|已招?满)
      (?:${NEAR}|${REGIONS}|[一-龥]{1,3}[省市县区])(?:三省|四省)?[以之]外(?:的|地区|人员|户籍|户口)*${REFUSED}
      非(?:${NEAR})[^,;。\n]{0,5}(?:勿|不|免|慎|别|绕)
      (?:户籍|户口|籍|某地|该地)(?:已满|免(?!费))
    `,
    unlessAfter: /(?:不|无|没有?|市场|客户|业务)[^,;。\n]{0,1}$|(?:熟悉|了解|懂)[^,;。\n]{0,4}$/,
    unlessBefore:
      /^(?:市场|客户|业务|工地|项目|出差|菜|口味|车|企业|[^,;。\n]{0,6}(?:均可|不限|都可|都行|皆可))|^[^,;。\n]{0,3}(?:市场|客户|业务|资源)/,
    rewrite: "户籍不限",
  },
  {
    id: "residence-required",
    code: "RESIDENCE_WORDING",
    needs: "户籍常房",
    find: either`
      (?:${REQUIRED})(?:有|持)?(?:${TOWN}|${NEAR}|非?农村?|城镇)(?:常住)?(?:${BOOK})
      (?:${BOOK})(?:要求|限制|限|所在地|必须)*[:在为须需是]+(?:限|要求|必须|在|为)*:?(?:${NEAR}|${TOWN}(?:$|[,;。]))
      (?:${NEAR})(?:常住)?(?:${BOOK})(?:${ITEM_END}|即可|人员)
      (?:${NEAR})常住人口
      (?:需|须|要|有)(?:有)?(?:${NEAR})(?:的)?(?:房产|住房|房子)
    `,
    unlessAfter: /(?:不|无|没有?|非|解决|办理|落|协助|迁)[^,;。\n]{0,3}$/,
    unlessBefore: /^(?:不限|[^,;。\n]{0,6}(?:均可|不限|都可|迁入|办理|落户))|^(?:不限)/,
    unlessBeside: /不限|均可|都可|落户/,
    rewrite: "户籍不限",
  },
  {
    id: "residence-item",
    code: "RESIDENCE_WORDING",
    needs: "人户籍",
    reading: "blanks-end",
    find: either`
      ${ITEM_START}(?:${NEAR}|[\u4e00-\u9fa5]{2}[市县区]?)(?:户口|户籍|本地人)${ITEM_END}
      ${ITEM_START}(?:本地|本市|本县|本村|当地)人(?:员)?${ITEM_END}
    `,
    unlessAfter: /(?:不限|解决|落|非|办理)[^;。\n]{0,3}$/,
    unlessBeside: /不限|解决|落户|办理|均可/,
    rewrite: "户籍不限",
  },
];
