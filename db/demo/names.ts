/** Characters of invented brand names. No company register should contain such a name. */
export const BRANDS_FIRST = [..."砚槐澍岚峦沐禾屿筠璟朔嵘洺湛垚堃昶霁榆槿"];
export const BRANDS_SECOND = [..."序禾峦屿川衡岳泽澜朔璋陌昀嵩棠笙埔沣垣晗"];

export const SURNAMES = [
  ..."王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
];

export const CALLS = ["师傅", "大姐", "先生", "女士", "师傅", "大哥"] as const;

export const CERTIFICATES = [
  "焊工证",
  "低压电工证",
  "叉车证",
  "健康证",
  "护士执业证",
  "B2驾照",
  "保安员证",
  "登高证",
] as const;
