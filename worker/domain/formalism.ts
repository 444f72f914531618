/** A rule against formalism, what it forbids as a criterion, by which words it is known, and what to ask for instead. */
export interface FormalismRule {
  /** Stable, kebab-case. */
  readonly code: string;
  /** 「不得以……作评价依据」. */
  readonly forbids: string;
  /** Document, date and part. */
  readonly source: string;
  readonly words: RegExp;
  /** What stands where the words stood. */
  readonly instead: string;
  /** What to write, in a sentence. */
  readonly advice: string;
}

/** Words of a text that a rule forbids, and the text without them. */
export interface Offence {
  readonly rule: FormalismRule;
  readonly words: string;
  readonly rewritten: string;
}

/** 中央网络安全和信息化委员会, 2023-12. */
const FINGERTIPS = "《关于防治“指尖上的形式主义”的若干意见》（2023-12）";

/** 中共中央办公厅、国务院办公厅, 2024-08-06, part 三「统筹规范督查检查考核」. */
const BURDENS = "《整治形式主义为基层减负若干规定》（2024-08-06）三、统筹规范督查检查考核";

/** 中共中央办公厅、国务院办公厅, 2024-08-06, part 五「规范政务移动互联网应用程序管理」. */
const APPLICATIONS = "《整治形式主义为基层减负若干规定》（2024-08-06）五、规范政务移动互联网应用程序管理";

/** 国务院办公厅, 国办函〔2026〕12号, 2026-01-25. */
const MANAGEMENT = "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12 号，2026-01-25）";

/** The rule that an item proven by photographs offends; the proof is a field, no word. */
export const photoRule = {
  code: "proof-photo",
  forbids: "不得以拍照留痕作评价依据",
  source: FINGERTIPS,
} as const;

/** The cited list that 「标准体检」 reads every item against (capabilities.md "The rules that bind such a system"). */
export const formalismRules: readonly FormalismRule[] = [
  {
    code: "formalism-photo",
    forbids: "不得把拍照留痕作为评判工作优劣的标准",
    source: BURDENS,
    words:
      /(?:拍照|照片|截图|影像|图片)(?:留痕|存档|佐证|资料|为证|打卡)?|工作留痕|全程留痕|过程留痕|痕迹(?:管理|资料|材料)/g,
    instead: "实地查看",
    advice: "改为实地查看，看实际成效。",
  },
  {
    code: "formalism-video",
    forbids: "不得强制要求上传工作视频",
    source: MANAGEMENT,
    words: /(?:上传|录制|拍摄|制作|提供|报送)(?:工作|活动|现场)?(?:短?视频|录像)|短视频|视频(?:佐证|资料|留痕|为证)/g,
    instead: "实地查看",
    advice: "改为实地查看，看实际成效。",
  },
  {
    code: "formalism-track",
    forbids: "不得强制要求上传工作轨迹",
    source: MANAGEMENT,
    words: /(?:上传|记录|留存)?(?:行动|走访|巡查|工作|运动|手机)?轨迹|(?:手机|GPS|实时)定位/gi,
    instead: "走访情况",
    advice: "改为问走访解决了什么问题。",
  },
  {
    code: "formalism-clock-in",
    forbids: "不得设置打卡签到等强制功能",
    source: FINGERTIPS,
    words: /(?:每[日天周月])?(?:线上|手机|定位|扫码|平台|APP)?(?:打卡|(?:线上|手机|定位|扫码|平台|APP)签到)(?:签到)?/gi,
    instead: "参加情况",
    advice: "改为看参加情况的已有记录，不另设打卡。",
  },
  {
    code: "formalism-instruction",
    forbids: "不得将获得领导同志批示作为考核内容",
    source: BURDENS,
    words:
      /(?:获得?|得到|取得)?(?:[国省市县区]级?|各级|上级|主要){0,3}(?:领导)?(?:同志)?(?:肯定性|重要)?批示(?:肯定|表扬)?/g,
    instead: "群众认可",
    advice: "改为看工作成效和群众认可。",
  },
  {
    code: "formalism-media",
    forbids: "不得将在刊物和媒体刊发文章信息、经验做法作为考核内容",
    source: BURDENS,
    words:
      /(?:在|被)?(?:[国省市县区]级|中央|各级|主流|新闻){0,3}(?:及?以上)?(?:媒体|报刊|刊物|报纸|电视台?|网站)(?:上)?(?:刊发|刊登|刊载|报道|发表|宣传|播出)|(?:信息|新闻|宣传|典型)报道|刊发|信息(?:录用|采用)|(?:宣传)?稿件/g,
    instead: "经验做法见效",
    advice: "改为看做法是否见效，不计刊发篇数。",
  },
  {
    code: "formalism-likes",
    forbids: "不得将点赞量、投票数、转发量作为考评依据",
    source: MANAGEMENT,
    words: /(?:点赞|转发|转评赞|评论|阅读|浏览|关注|粉丝)(?:数|量|率)|点赞|网络投票(?:数)?|转发(?!文件|通知|上级)/g,
    instead: "群众满意",
    advice: "改为看群众满意情况。",
  },
  {
    code: "formalism-online-time",
    forbids: "不得将在线时长、学习时长、登录使用率作为考评依据",
    source: MANAGEMENT,
    words: /(?:在线|学习|登[录陆]|使用)时[长间]|登[录陆](?:率|次数|天数)|(?:下载|安装|注册|活跃)(?:率|度)|日活/g,
    instead: "学习效果",
    advice: "改为看学习、使用的实际效果。",
  },
  {
    code: "formalism-points-ranking",
    forbids: "不得设置积分排名等强制功能，不给个人排名",
    source: FINGERTIPS,
    words: /(?:党员|干部|个人|书记|学习)?积分(?:排名|排行|名次|榜|排位)|(?:党员|干部|个人|书记)(?:积分|排名|排行榜?)/g,
    instead: "作用发挥",
    advice: "改为看党员作用发挥，不给个人积分排名。",
  },
  {
    code: "formalism-notes",
    forbids: "不得把开会发文、制作学习笔记作为评判工作优劣的标准",
    source: BURDENS,
    words: /(?:学习|工作)笔记|心得体会(?:篇数)?|开会发文/g,
    instead: "落实情况",
    advice: "改为看落实情况和成效。",
  },
  {
    code: "formalism-upload",
    forbids: "不得强制要求上传材料、重复填报",
    source: APPLICATIONS,
    words:
      /(?:必须|应当|一律|全部|及时|按时|按期|定期|逐[次项人])?上传(?:至|到)?(?:[^，。；、\s]{0,4}(?:平台|系统|APP))?/gi,
    instead: "备查",
    advice: "改为留在原处备查，已有的不再报。",
  },
];

/** What says that something is just not asked for, within a few words before it. */
const DENIED = /(?:不|无需|无须|免|严禁|禁止|杜绝|取消|反对|防止|避免|没有|未)[^，。；]{0,8}$/;

/** Every rule that a text offends, once each, in the order of the list; what is denied (「不搞拍照留痕」) doesn't offend. */
export function offencesIn(text: string): readonly Offence[] {
  return formalismRules.flatMap((rule) => {
    const found = [...text.matchAll(rule.words)].filter(({ index }) => !DENIED.test(text.slice(0, index)));
    if (found.length === 0) return [];
    let rewritten = text;
    for (const { index, 0: words } of found.toReversed()) {
      rewritten = `${rewritten.slice(0, index)}${rule.instead}${rewritten.slice(index + words.length)}`;
    }
    return [{ rule, words: [...new Set(found.map(([words]) => words))].join("、"), rewritten }];
  });
}
