/** Texts of the page that shows an employer the way in. */
export const DOOR = {
  link: "我要招人",
  title: "我要招人",
  lead: (agreement: string) =>
    `${agreement}工会办的招聘网，企业发岗位、收应聘、参加招聘会都不收钱。分三步，手机上就能办。`,
  steps: [
    {
      name: "登记企业",
      text: "准备好营业执照上的企业名称和 18 位统一社会信用代码，填一次，合作城市都认。企业已经在网上的，认领就行。",
      who: "您自己办，几分钟",
    },
    {
      name: "工会核验",
      text: "企业所在地的工会核对营业执照、经办人身份证和委托证明。等的时候就可以先写岗位。",
      who: (days: number) => `归口工会办，${days} 天内答复，结果会提醒您`,
    },
    {
      name: "发布岗位",
      text: "写清工作内容、工资、地点、人数、有效期和联系办法，交给工会审核。审核通过后五分钟内就能被搜到，应聘会出现在“投递”里。",
      who: "写岗位您来，审核归口工会来；被退回的会写明怎么改",
    },
  ],
  start: "登记企业",
  signIn: "登记时用手机号收一次验证码，不用设密码。",
  phones: "办不下去，打工会电话",
  phonesHint: "工作日打，说“联聘招人”就行。",
} as const;
