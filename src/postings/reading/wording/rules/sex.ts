import { either, type Rule } from "./rule.ts";
import { aimedAt, CHOSEN, ITEM_END, ITEM_START, NUM, PREFERRED, REFUSED, REQUIRED } from "./words.ts";

/** Names for young and old men and women. */
const CALLED = "小伙子?|小?姑娘|妹子|美女|帅哥|大姐|大哥|爷们儿?|老爷们儿?|妇女|大妈|大叔|男丁|小妹";
const SEX = `(?:[男女](?:性|士|生|工人?|同志|职工|员工|青年|孩子?|娃|的|人|方|士们)?|${CALLED})`;
/** Goods and rooms of men and women, and both sexes together: 女装, 男女宿舍. No limit of who may work. */
const NO_LIMIT =
  /^(?:[性士式子生]?(?:装|鞋|裤|款|袜|包(?!装)|表|帽|科|宾|厕|浴|寝|更衣|内衣|服饰|用品|顾客|客户|客人|会员|宝|友|朋友|童|婴|孩子|患者|病人|监|篮|排|足|团|队|歌手|健康|消费|穿|佩戴|皮肤|职工(?:特殊|权益|保护|委|体检|劳动|工作|享|安排)|街|主播(?:运营|助理)|护肤|发型|理发|士理发)|[士性生工]?(?:[/、和或及&]?女|[/、和或及&]?男)|(?:员工|职工|生)?(?:宿舍|寝室|浴室|厕所|公寓))/;
const BOTH =
  /男女(?:士|生|工)?(?:均|不限|皆|都|不拘|老少|可)|男、?女(?:均|皆|都)|(?:性别|男女)(?:要求)?:?(?:不限|无要求)|(?:不限|不分|不论|无论)(?:性别|男女)|[女男](?:性|士|生)?(?:也|均|都|皆)(?:可|行|收|要)/;
/** A number of women or men among staff, guests or readers, not a limit. */
const OF_OTHERS =
  /(?:团队|客户|顾客|用户|读者|会员|群体|消费者|客群|产品|面向|服务|学员|患者|老人|嘉宾|演员)[^,;。\n]{0,8}$/;
/** A person's name or another thing of men and women before the word. */
const NAMED =
  /(?:联系人?|联络|咨询|[小老])[^,;。\n]{0,8}.$|(?:先生|女士|经理|主任|老板|总|团队|宿舍|客户|服装|[男女](?:性|士|生|工)?)[,:(/、]?$/;
/** Occupations that the law bars to women: work underground. */
const MINING = ["miner"];
const UNLIMITED = "性别不限";

/** Wording about the sex of a person. */
export const SEX_RULES: readonly Rule[] = [
  {
    id: "sex-field",
    code: "SEX_WORDING",
    needs: "男女",
    find: either`
      性别(?:要求|限制)?(?:[:为是需须应]|要求|必须|只|仅|最好|限)*[男女](?:性|士|生|的)?
    `,
    unlessBefore: /^(?:[性士生]?[/、或和及,&|]?[男女]|(?:性|士)?(?:均|皆|都)可|不限|平等|歧视|比例)/,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: UNLIMITED,
  },
  {
    id: "sex-chosen",
    code: "SEX_WORDING",
    needs: "男女伙姑妹帅哥姐爷妇大小",
    find: either`
      ${CHOSEN}${SEX}
    `,
    unlessAfter: /歧视[^,;。\n]{0,3}$/,
    unlessBefore: NO_LIMIT,
    lawfulFor: MINING,
    rewrite: "男女不限",
  },
  {
    id: "sex-aimed-at",
    code: "SEX_WORDING",
    needs: "男女伙姑妹帅哥姐爷妇大小",
    find: either`
      ${aimedAt(SEX)}
      (?<![子儿处])[男女](?![男女装鞋裤款袜包表帽科宾子性生士童厕浴更宿座])(?:(?![的要能会可也都就])[一-龥]){1,3}${REFUSED}
      [男女]工[^,;。\n]{0,6}\d{2,5}元?[^\n。]{0,3}[男女]工[^,;。\n]{0,6}\d{2,5}
    `,
    unlessAfter: /[子儿]$|歧视[^,;。\n]{0,3}$/,
    unlessBefore: NO_LIMIT,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-prefer-late",
    code: "SEX_WORDING",
    needs: "男女",
    find: either`
      (?<![子儿男女])[男女](?:性|士|生|工)(?!装|鞋)[^,;。\n男女]{1,6}${PREFERRED}
      [男女](?:性|士|生|工)(?:的)?(?:工资|待遇|薪|底薪)?[^,;。\n]{0,3}(?:更高|更低|[少低多高减](?:${NUM}|[一两]档))
    `,
    unlessAfter: OF_OTHERS,
    unlessBefore: NO_LIMIT,
    unlessBeside: /(?:用品|服装|内衣|顾客|客户|疾病|健康|消费|心理)/,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-required",
    code: "SEX_WORDING",
    needs: "男女",
    find: either`
      (?:${REQUIRED.replace("(?:要求|", "(?:要求|只能|")})${SEX}
    `,
    unlessAfter: /(?:不|无|没有|未|性别|满足|供|响|适|反|所|服务|客户)$/,
    unlessBefore: NO_LIMIT,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-in-brackets",
    code: "SEX_WORDING",
    needs: "男女",
    find: either`
      [([【][男女](?:性|士|生|工)?[)\]】]
    `,
    unlessAfter: NAMED,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-item",
    code: "SEX_WORDING",
    needs: "男女",
    reading: "blanks-end",
    find: either`
      ${ITEM_START}[男女](?:性|士|生|工|的)?(?:${NUM}[名个位人]|若干|数[名人]|多名)?(?:,?\d\d周?岁?(?:以[下上内]|左右|[-~至到]\d\d))?${ITEM_END}
    `,
    unlessAfter: NAMED,
    unlessBefore: /^[/、,]?[男女]/,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: UNLIMITED,
  },
  {
    id: "sex-counted",
    code: "SEX_WORDING",
    needs: "男女",
    find: either`
      \d\d周?岁?(?:以下|以内)的?[男女](?:性|士|工|的)
      (?<![男女子儿、和/各])[男女](?:性|士|生|工|员工|职工)?(?:${NUM}[名个位人]|\d\d周?岁?(?:以下|[-~至到]\d\d))
    `,
    unlessAfter: OF_OTHERS,
    unlessBefore: /^(?:同行|间|一组|间房|宿舍)/,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-sought",
    code: "SEX_WORDING",
    needs: "男女伙姑妹帅哥姐爷妇大小",
    find: either`
      (?:招聘?|聘请?|诚聘|急聘|急招|需要?|要|找|缺|来)(?:收|用)?(?:${NUM}[名个位人])?[男女](?:普?工|性|士|生|员工?|服务员|保洁|保安|司机|厨师|师傅|店员|营业员|收银|文员|会计|保姆|质检|操作|焊工|钳工|工人|孩|的(?![\u4e00-\u9fa5])|技工|学徒|主管|业务|客服|助理|护工|搬运|装卸|缝纫|车工|洗碗|跟单|库管|统计|包装|促销|导购)
      (?:招聘?|诚聘|急聘|急招|聘)(?:用|收)?(?:${NUM}[名个位人])?[男女](?![男女装鞋裤款袜包表帽科宾子性生士童])[一-龥]{1,4}?(?:员|工|师傅?|手|司机|安|文秘|会计|助理|主管|店长)(?=$|[,;。(\d一-十若数])
      (?:招聘?|急招|只?缺|要|找|收)(?:${NUM}[名个位])?(?:${CALLED})
    `,
    unlessAfter: /(?:[不别勿重主还]|只|仅|单|光|就)$/,
    unlessBefore: NO_LIMIT,
    unlessBeside: BOTH,
    lawfulFor: MINING,
    rewrite: "",
  },
  {
    id: "sex-of-worker",
    code: "SEX_WORDING",
    needs: "男女",
    find: either`
      (?<![男女、和/给为对与])[男女](?:工|普工|焊工|操作工|服务员|保洁|保安|司机|文员|收银员?|质检员?|包装工|装卸工|搬运工|营业员|店员|库管|洗碗工|缝纫工|车工|跟单员?|客服)${ITEM_END}
    `,
    unlessAfter: /(?:关爱|保护|照顾|慰问|组织|帮扶|管理|尊重|团队|全是|都是|已有)[^,;。\n]{0,6}$/,
    lawfulFor: MINING,
    rewrite: "",
  },
];
