/** Says of a registration or a claim what is sent, who sees it, and until when. */
export const SENT = {
  heading: "交给谁看，看到什么时候",
  what: "交上去的",
  who: "谁看得到",
  until: "到什么时候",
  papers: "营业执照等证件",
  papersText: "本站不收也不存照片。工会核验时看营业执照、经办人身份证和委托证明。",
  register: {
    what: "企业名称、信用代码、地址、联系人、招聘电话、接听时间和企业介绍。",
    who: "核验前，除了您，只有归口工会看得到。核验通过后，名称、信用代码、地址和介绍公开，招聘电话和接听时间显示在岗位页上。",
    until: (days: number) => `工会 ${days} 天内答复。没通过的会写明原因，改好可以再交。`,
  },
  claim: {
    what: "您写的职务说明、信用代码，还有您登录用的手机号。",
    who: (verifier: string) => `只有${verifier}看得到，用来和您核对。不给这家企业现在的经办人看，也不公开。`,
    until: (days: number) =>
      `${days} 天内答复。答复以后，手机号就不再给工会显示。通过以后，您和现在的经办人一样，能写岗位、看这家企业收到的应聘。`,
  },
} as const;
