/** Texts of error pages, API docs and the component page. */
export const ERROR_PAGE = {
  home: "回到首页",
  /** The first page of each area. */
  homes: { public: "回到首页", enterprise: "回到企业首页", union: "回到待办" },
  back: "回到刚才的页面",
  signIn: "去登录",
  again: "再试一次",
  requestId: "编号",
} as const;

export const DOCS = {
  title: "数据接口",
  heading: "联聘数据接口（OpenAPI 3.1）",
  lead: "所有接口都在 /api/v1 之下，收发 JSON。出错时返回 application/problem+json，code 不会变。机器可读的说明在",
  policy: "谁能用",
  who: {
    anyone: "任何人",
    signedIn: "登录的人",
    seeker: "求职者",
    member: "企业人员",
    officer: "工会工作人员",
    administrator: "管理员",
  } as Record<string, string>,
  parameters: "参数",
  body: "请求内容",
  errors: "错误代码",
} as const;

export const DEV = {
  title: "组件",
  sample: "示例文字",
  hint: "提示文字",
  button: { primary: "我要应聘", secondary: "看进展", danger: "收回授权", plain: "重新获取" },
  notice: { info: "普通消息", done: "办好了", waiting: "等企业答复", warning: "请注意" },
  steps: ["上传", "对列", "试导", "导入"],
  columns: { name: "名称", count: "数量" },
} as const;
