/** Texts of the error codes of livestreams. */
export const LIVESTREAM_ERRORS = {
  LIVESTREAM_STATE: { title: "直播现在不能这样操作", detail: "直播的状态已经变了，请刷新后再看。" },
  LIVESTREAM_INCOMPLETE: {
    title: "直播还没准备齐",
    detail: "有主播、主播证件到直播结束都有效、有岗位或外部直播地址，才能发布。请补上标出的各项。",
  },
  LIVESTREAM_NO_SIGNAL: {
    title: "还没有收到画面，不能开播",
    detail: "请先在手机或电脑上开始推流，看到画面在动再开播。",
  },
  LIVESTREAM_PERMIT_ENDED: {
    title: "主播的证件过期了或者没有填",
    detail: "请换一位证件有效的主播，或者改好证件号和有效期，再开播。",
  },
  LIVESTREAM_POSTING: {
    title: "这个岗位现在不能讲解",
    detail: "它可能没审核、已关闭、过期、企业被暂停，或者不在节目单里。请换一个岗位。",
  },
  LIVESTREAM_HANDOVER: {
    title: "节目现在不能这样交接",
    detail: "可能已经在交接、已经收回，或者对方没有接。请刷新后再看。",
  },
  CLAIM_DECIDED: { title: "这一条已经处理过了", detail: "别人已经更正、撤回或者办结了它。请刷新后再看。" },
  QUESTION_STATE: {
    title: "这个问题现在不能这样办",
    detail: "它可能还没有通过、已经回答，或者岗位已经结束。请刷新后再看。",
  },
} as const;
