import type { Field } from "./fields.ts";

/**
 * Column names of job sheets and job boards for each field, separated by spaces. Normalised by `labelKey`.
 */
export const SYNONYMS: Record<Field, string> = {
  sequence: "序号 序 编号 no 号 # index 行号 seq serial sn",
  enterpriseName:
    "企业名称 单位名称 用人单位 用人单位名称 用工单位 用工企业 招聘单位 招聘单位名称 招聘企业 招聘企业名称 公司 公司名称 公司全称 企业 单位 企业单位 企业全称 单位全称 参会企业 参会单位 参会企业名称 招聘公司 雇主 店名 商家 商家名称 companyname company employer employername organization organisation organizationname hiringorganization hiringorganization.name brandname enterprise enterprisename firm corpname",
  uscc: "统一社会信用代码 社会信用代码 信用代码 统一信用代码 企业信用代码 营业执照号 uscc creditcode unifiedsocialcreditcode companycode hiringorganization.identifier",
  enterpriseNature:
    "企业性质 单位性质 公司性质 企业类型 单位类型 公司类型 经济类型 所有制 所有制形式 性质 companytype enterprisetype enterprisenature ownership companynature",
  enterpriseSize:
    "企业规模 公司规模 单位规模 规模 人员规模 员工人数 企业人数 单位人数 职工人数 在职人数 员工规模 companysize size employees enterprisesize staffsize",
  industry: "行业 所属行业 企业行业 行业类别 行业类型 行业领域 所属产业 industry sector companyindustry",
  enterpriseAddress:
    "企业地址 公司地址 单位地址 注册地址 单位详细地址 通讯地址 companyaddress enterpriseaddress hiringorganization.address",
  enterpriseIntro:
    "企业简介 公司简介 单位简介 企业介绍 公司介绍 单位介绍 companyprofile about companydescription",
  title:
    "招聘岗位 岗位名称 岗位 职位 职位名称 工种 招聘职位 招聘工种 需求岗位 需求职位 需求工种 用工岗位 招聘岗位名称 招聘职位名称 岗位工种 工种岗位 工作岗位 岗位职位 职务 招工岗位 缺工岗位 空缺岗位 拟招聘岗位 招聘需求岗位 jobname title jobtitle position positionname job posting role jobposition vacancy",
  occupation:
    "职业 职业类别 岗位类别 职位类别 岗位类型 职业分类 职业工种 工种类别 岗位大类 职类 occupation occupationalcategory jobcategory category jobfunction",
  headcount:
    "人数 招聘人数 需求人数 用工人数 招工人数 需求量 需求数 需求数量 招聘数量 数量 名额 招聘名额 岗位数 岗位数量 招聘岗位数 需求岗位数 缺工人数 拟招人数 拟招聘人数 计划招聘人数 岗位需求人数 职位数 招收人数 空岗数 headcount openings vacancies totaljobopenings positions numberofopenings quantity hiringcount recruitnumber hc count",
  employmentType:
    "用工形式 用工类型 用工方式 工作性质 工作类型 职位性质 职位类型 岗位性质 就业形式 合同类型 employmenttype jobtype worktype positiontype contracttype",
  education:
    "学历 学历要求 最低学历 文化程度 文化程度要求 学历条件 学历层次 教育程度 学历水平 degree education educationlevel educationrequirements edu qualificationlevel",
  experience:
    "工作经验 经验 经验要求 工作年限 工作经验要求 年限 从业经验 从业年限 工作经历 年限要求 workyear workyears experience workexperience experiencerequirements yearsofexperience exp jobexperience",
  requirements:
    "任职要求 岗位要求 职位要求 招聘条件 招聘要求 任职资格 任职条件 录用条件 应聘条件 应聘要求 岗位条件 条件 要求 专业 专业要求 所学专业 技能要求 技能 资格要求 用工要求 用人要求 其他条件 证书要求 职业资格 技能等级 技能等级要求 requirements qualifications skills skill jobrequirements requirement major",
  ageAndOther:
    "年龄 年龄要求 年龄其他要求 其他要求 年龄及其他要求 年龄性别 年龄性别要求 性别年龄 性别 性别要求 年龄条件 年龄限制 年龄范围 身体条件 其它要求 age gender agerequirement otherrequirements",
  duties:
    "岗位职责 工作内容 职责 工作职责 岗位描述 职位描述 岗位说明 工作描述 岗位内容 职责描述 主要职责 职位职责 岗位介绍 职位介绍 主要工作内容 岗位职责描述 duties responsibilities description jobdescription jobdesc responsibility detail",
  pay: "薪资待遇 薪资 薪酬 工资 月薪 工资待遇 薪酬待遇 待遇 月工资 薪资范围 工资范围 薪水 报酬 劳动报酬 薪资水平 综合工资 综合薪资 月收入 收入 年薪 日薪 时薪 薪资标准 工资标准 薪酬标准 薪金 底薪 月薪范围 薪酬范围 月综合工资 工资水平 薪资元月 基本工资 待遇工资 薪酬福利 薪资福利 薪资福利待遇 工资福利待遇 工资福利 薪酬福利待遇 最低工资 最高工资 最低薪资 最高薪资 最低月薪 最高月薪 薪资下限 薪资上限 工资下限 工资上限 起薪 salary pay wage wages salaryrange compensation basesalary monthlysalary income salarymin salarymax minsalary maxsalary salaryfrom salaryto paymin paymax payrange salarydesc providesalary",
  benefits:
    "福利 福利待遇 其他福利 保险福利 福利保障 社保 社会保险 五险一金 保险 其他待遇 员工福利 食宿 食宿情况 食宿条件 吃住 住宿 福利情况 福利补贴 benefits welfare perks jobbenefits joblabels",
  place:
    "工作地点 工作地址 工作地 工作城市 工作区域 地点 地址 上班地点 上班地址 用工地点 岗位地点 就业地点 工作所在地 工作地区 城市 地区 区域 区县 县区 详细地址 所在地 所在地区 所在城市 所在区县 岗位所在地 面试地点 工作单位地址 厂址 area place location address city joblocation workplace worklocation region joblocation.address district workcity jobarea province county joblocation.address.addressregion joblocation.address.addresslocality joblocation.address.streetaddress",
  workTime:
    "工作时间 上班时间 工作班次 班次 工时 工时制度 休息 休假 休息时间 作息时间 工作制 月休 worktime workhours workinghours shift schedule",
  contactName:
    "联系人 联系人姓名 负责人 招聘负责人 企业联系人 单位联系人 公司联系人 招聘联系人 hr 联络人 经办人 联系人员 contact contactname contactperson linkman recruiter applicationcontact.name",
  contactPhone:
    "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 联系手机 招聘电话 咨询电话 企业电话 固定电话 座机 联系号码 报名电话 应聘电话 联系人电话 企业联系电话 单位电话 单位联系电话 公司电话 热线 phone tel telephone mobile contactphone phonenumber cellphone contactnumber mobilephone applicationcontact.telephone",
  contact:
    "联系人及电话 联系人电话及联系人 联系人联系方式 联系人及联系方式 联系人与电话 联系人和电话 联系人及联系电话 联系人联系电话 联系人手机 联系人及手机 姓名电话",
  contactEmail:
    "邮箱 电子邮箱 简历邮箱 投递邮箱 联系邮箱 招聘邮箱 电子邮件 简历投递邮箱 email mail e-mail contactemail applicationcontact.email",
  validThrough:
    "有效期 有效期至 截止日期 截止时间 有效日期 招聘截止 招聘截止日期 报名截止 报名截止日期 报名截止时间 到期日期 招聘有效期 截至日期 失效日期 失效时间 到期时间 结束时间 结束日期 招聘结束时间 招聘结束日期 终止时间 终止日期 招聘终止日期 下线时间 下架时间 关闭时间 招聘截止时间 报名结束时间 报名结束日期 截至时间 有效截止日期 有效时间 有效期限 招聘起止时间 招聘起止日期 起止时间 起止日期 起止时期 招聘时间 招聘日期 招聘期限 招聘周期 招聘有效期至 报名起止时间 报名起止日期 报名时间 报名日期 报名期限 发布起止时间 endtime closedate validto validuntildate enddatetime validthrough expires expirydate expirydate deadline closingdate expiredate enddate validuntil applicationdeadline",
  postedAt:
    "发布日期 发布时间 更新时间 更新日期 登记日期 录入时间 填报时间 填报日期 刷新时间 挂网时间 挂网日期 上线时间 招聘开始时间 招聘开始日期 开始时间 开始日期 起始时间 起始日期 生效日期 startdate starttime validfrom issuedate dateposted postedat publishdate posteddate publishtime date createtime updatetime posttime postdate",
  sourceId:
    "岗位编号 职位编号 岗位编码 职位编码 岗位id 职位id 招聘编号 岗位代码 职位代码 id jobid postingid sourceid identifier identifier.value positionid reqid requisitionid jobcode externalid",
  sourceUrl:
    "链接 网址 详情链接 岗位链接 职位链接 来源链接 原文链接 url link joburl sourceurl href detailurl joblink",
  tags: "标签 关键词 岗位标签 职位标签 职位亮点 岗位亮点 tags keywords labels jobtags",
  remark:
    "备注 说明 其他 其它 附注 备注说明 补充说明 其他说明 remark remarks note notes comment comments memo other",
  logo: "logo 图标 公司logo 企业logo companylogo logourl hiringorganization.logo image",
  ignored: "otherproperties 来源 数据来源 source 审核状态 状态 status 点击量 浏览量 views",
};

/**
 * Patterns for column names that are not in SYNONYMS. The first match decides, so the order matters: 企业联系电话
 * is a phone, 岗位职责说明 is duties.
 */
export const PATTERNS: [RegExp, Field][] = [
  [/信用代码|creditcode/, "uscc"],
  [/联系人.*(电话|方式|手机)/, "contact"],
  [/电话|手机|联系方式|座机|phone|mobile|tel$/, "contactPhone"],
  [/邮箱|邮件|email/, "contactEmail"],
  [/联系人|联络人|contact/, "contactName"],
  [/有效期|截止|截至|到期|起止(时间|日期)|deadline|expir|validth/, "validThrough"],
  [/(招聘|报名|发布|岗位|信息|职位).*(结束|终止|失效|下架|下线)/, "validThrough"],
  [/(发布|更新|登记|填报).*(日期|时间)|dateposted|issuedate|posted/, "postedAt"],
  [/(员工|职工|企业|公司|单位|在职).*(人数|规模)|(人员)?规模|companysize|scale/, "enterpriseSize"],
  [/(人数|名额|需求量|需求数|招聘数|岗位数|职位数)|openings|headcount|vacanc/, "headcount"],
  [/职责|工作内容|岗位描述|职位描述|岗位说明|dut(y|ies)|responsib|description/, "duties"],
  [/学历|文化程度|教育程度|education|degree/, "education"],
  [/经验|工作年限|从业年限|experience|workyear/, "experience"],
  [/年龄|性别|gender/, "ageAndOther"],
  [/福利|五险|社保|食宿|吃住|住宿|benefit|welfare/, "benefits"],
  [/薪|工资|待遇|报酬|收入|salary|wage|compensation/, "pay"],
  [/要求|条件|资格|专业|技能|证书|requirement|qualification|skill/, "requirements"],
  [/(企业|单位|公司).*(性质|类型)|所有制|经济类型|companytype/, "enterpriseNature"],
  [/行业|产业|industry/, "industry"],
  [/(企业|单位|公司).*(简介|介绍)/, "enterpriseIntro"],
  [/(企业|单位|公司|注册).*地址/, "enterpriseAddress"],
  [/班次|工时|工作时间|上班时间|休息/, "workTime"],
  [/用工(形式|方式|类型)|(工作|岗位|职位)性质|employmenttype|jobnature/, "employmentType"],
  [/(岗位|职位|工种|职业).*(类别|类型|分类|大类)|occupation/, "occupation"],
  [/招聘(起止)?(时间|期限)/, "validThrough"],
  [/(报名|应聘|投递)方式/, "remark"],
  [/招聘对象|适合人群/, "requirements"],
  [/(岗位|职位|招聘).*(编号|编码|代码|id)/, "sourceId"],
  [/链接|网址|url|link/, "sourceUrl"],
  [/logo/, "logo"],
  [/地点|地址|工作地|城市|区县|县区|地区|区域|所在地|location|address|^city|district/, "place"],
  [/(岗位|职位|工种|职务).*(名称|需求)?|jobname|jobtitle|position/, "title"],
  [/企业|单位|公司|雇主|company|employer|organi[sz]ation/, "enterpriseName"],
  [/备注|说明|remark|note/, "remark"],
  [/标签|关键词|tags|keyword/, "tags"],
];
