/** Texts about the person's account: its number, and the saved card. */
export const PHONE_CHANGE = {
  title: "换手机号",
  link: "换手机号",
  present: (masked: string) => `现在的号码：${masked}`,
  lead: "新旧两个号码都会收到验证码，两个都填对才换。",
  phone: "新手机号",
  send: "给两个号码发验证码",
  codesTitle: "填两个验证码",
  oldCode: "旧号码收到的验证码",
  oldCodeHint: (masked: string) => `6 位数字，已发到 ${masked}，5 分钟内有效`,
  newCode: "新号码收到的验证码",
  newCodeHint: (phone: string) => `6 位数字，已发到 ${phone}，5 分钟内有效`,
  devCodes: (old: string, fresh: string) => `演示环境不发短信。旧号码的验证码是 ${old}，新号码的是 ${fresh}`,
  confirm: "确认换号",
  again: "重新获取两个验证码",
  lost: "旧号码收不到短信了",
  lostHow:
    "旧号码停机、丢了，网上就换不了，这样别人也换不走您的账号。请带身份证到当地市总工会的窗口，请工作人员核对后处理。去之前可以先拨打 12351 问一问。",
  noSms: "本站不发短信，网上不能换号。请带身份证到当地市总工会的窗口，请工作人员核对后处理。",
  done: (masked: string) => `手机号已换成 ${masked}`,
  next: "下次请用新号码登录。别的手机和电脑上的登录已经退出。已经送出的应聘，企业看到的也是新号码。",
} as const;

export const CARD_SAVED = {
  title: "求职卡已保存",
  what: (name: string, skills: string, places: string) => `${name} · 会干：${skills} · 想在：${places}`,
  seen: (receivers: string) => `从现在起，${receivers}看到的就是新的求职卡。`,
  several: (first: string, n: number) => `${first}等 ${n} 家`,
  unseen: "现在还没有企业能看到。您应聘哪家，哪家才看得到。",
  find: "去找工作",
} as const;

/** For what a consent was given. */
export const CONSENT_FOR = {
  posting: "应聘：",
  fair: "在招聘会上应聘：",
  application: "用于应聘",
  matching: "人才卡：让当地企业来找您，没有姓名电话",
  reference: (reference: string) => `应聘编号 ${reference}`,
  granted: (date: string) => `${date} 授权`,
} as const;

export const FOLDED = {
  consents: (n: number) => `已经结束的授权（${n}）`,
  tickets: (n: number) => `用过或取消的入场码（${n}）`,
} as const;
