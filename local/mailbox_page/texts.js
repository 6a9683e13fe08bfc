/** The mailbox's words in its two languages. `{name}` marks a value put in by `say`. */
const TEXTS = {
  "zh-CN": {
    title: "信箱",
    subtitle: "本机演示：候选人收到的每一封邮件",
    skip: "跳到邮件内容",
    list: "邮件列表",
    search: "按收件人查找",
    language: "English",
    language_label: "Switch to English",
    live: "实时更新",
    lost: "暂时连不上信箱，正在重试…",
    count: "共{n}封",
    count_found: "{all}封中的{n}封",
    empty_title: "还没有邮件",
    empty_text: "在HR控制台导入候选人并移动到会发邀请的阶段，邮件会在几秒内出现在这里。",
    none_title: "没有符合的邮件",
    none_text: "换一个收件人试试，或清空查找框。",
    choose_title: "选一封邮件来看",
    choose_text: "打开「邮件」页签等于候选人看了这封邮件：会像真实邮箱一样报告一次“已打开”。",
    gone_title: "这封邮件已不在信箱里",
    gone_text: "信箱可能被重置了。请从列表里另选一封。",
    unread: "未打开",
    back: "返回列表",
    from: "发件人",
    to: "收件人",
    reply_to: "回复至",
    sent_at: "发送时间",
    tab_html: "邮件",
    tab_reply: "回信",
    reply_label: "以候选人的身份回信",
    reply_hint: "回信会像在云上一样进到系统：写进时间线、停止提醒、通知HR。自动回复只在时间线里留一行。",
    reply_send: "发出回信",
    reply_away: "发一封自动回复",
    reply_away_text: "您好，我正在休假，回来后会尽快回复您。",
    reply_sending: "正在发出…",
    reply_sent: "已发出。几秒后可以在控制台的时间线里看到。",
    reply_failed: "没有发出去。请确认系统还在运行，再试一次。",
    tab_text: "纯文本",
    tab_headers: "邮件头",
    tab_tags: "标签",
    tab_attachments: "附件",
    tab_events: "事件",
    tabs: "这封邮件",
    width: "显示宽度",
    width_phone: "手机375",
    width_desktop: "桌面720",
    width_full: "铺满",
    frame: "邮件正文：{subject}",
    no_text: "这封邮件没有纯文本部分。",
    no_headers: "没有额外的邮件头。",
    no_tags: "没有标签。",
    no_attachments: "没有附件。",
    no_events: "还没有事件。",
    name: "名称",
    value: "值",
    events: {
      send: "已发出",
      delivery: "已送达",
      open: "已打开",
      click: "已点击链接",
      bounce: "被退回",
      complaint: "被投诉",
      reject: "被拒绝",
    },
  },
  en: {
    title: "Mailbox",
    subtitle: "On this laptop: every mail the candidates receive",
    skip: "Skip to the mail",
    list: "Mails",
    search: "Search by recipient",
    language: "中文",
    language_label: "切换到中文",
    live: "Live",
    lost: "The mailbox cannot be reached, trying again…",
    count: "{n} mails",
    count_found: "{n} of {all} mails",
    empty_title: "No mail yet",
    empty_text:
      "Import candidates in the HR console and move them to a stage that invites: their mails arrive here within seconds.",
    none_title: "No mail matches",
    none_text: "Try another recipient, or clear the search.",
    choose_title: "Choose a mail to read",
    choose_text: "Its Mail tab counts as the candidate reading it: one “opened” is reported, as a real mailbox would.",
    gone_title: "This mail is no longer here",
    gone_text: "The mailbox may have been reset. Choose another mail from the list.",
    unread: "not opened",
    back: "Back to the list",
    from: "From",
    to: "To",
    reply_to: "Reply to",
    sent_at: "Sent",
    tab_html: "Mail",
    tab_reply: "Reply",
    reply_label: "Answer as the candidate",
    reply_hint:
      "It comes in as it would in the cloud: joins the timeline, stops reminders, tells HR. An automatic reply leaves a line in the timeline alone.",
    reply_send: "Send the reply",
    reply_away: "Send an automatic reply",
    reply_away_text: "Hello, I am on holiday and will answer as soon as I am back.",
    reply_sending: "Sending…",
    reply_sent: "Sent. In a few seconds it stands in the console's timeline.",
    reply_failed: "It was not sent. Make sure that the system is running, and try again.",
    tab_text: "Plain text",
    tab_headers: "Headers",
    tab_tags: "Tags",
    tab_attachments: "Attachments",
    tab_events: "Events",
    tabs: "This mail",
    width: "Width",
    width_phone: "Phone 375",
    width_desktop: "Desktop 720",
    width_full: "Full",
    frame: "Mail: {subject}",
    no_text: "This mail has no plain-text part.",
    no_headers: "No further headers.",
    no_tags: "No tags.",
    no_attachments: "No attachments.",
    no_events: "No events yet.",
    name: "Name",
    value: "Value",
    events: {
      send: "Sent",
      delivery: "Delivered",
      open: "Opened",
      click: "Link clicked",
      bounce: "Bounced",
      complaint: "Complaint",
      reject: "Rejected",
    },
  },
};

const REMEMBERED = "mianyue.mailbox.language";
let language = localStorage.getItem(REMEMBERED) || (navigator.language.startsWith("zh") ? "zh-CN" : "en");

/** The language shown now: `zh-CN` or `en`. */
export function currentLanguage() {
  return language;
}

/** Change to the other language and remember it for the next visit. */
export function switchLanguage() {
  language = language === "en" ? "zh-CN" : "en";
  localStorage.setItem(REMEMBERED, language);
}

/** The text under `key`, its `{name}` marks replaced from `values`. */
export function say(key, values = {}) {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The name of an SES event type; an unknown type names itself. */
export function sayEvent(type) {
  return TEXTS[language].events[type.toLowerCase()] ?? type;
}

/** A moment for the list: hour and minute today, day and hour otherwise; 24-hour clock. */
export function sayMoment(iso) {
  const moment = new Date(iso);
  const sameDay = moment.toDateString() === new Date().toDateString();
  const day = sameDay ? {} : { month: "short", day: "numeric" };
  return moment.toLocaleString(language, { ...day, hour: "2-digit", minute: "2-digit", hour12: false });
}

/** A moment to the second, with this device's zone. */
export function sayExactMoment(iso) {
  return new Date(iso).toLocaleString(language, {
    dateStyle: "medium", timeStyle: "long", hour12: false,
  });
}
