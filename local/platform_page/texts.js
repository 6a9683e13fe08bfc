/** The demo interview room's words in its two languages. `{name}` marks a value put in by `say`. */
const TEXTS = {
  "zh-CN": {
    demo: "演示用面试间",
    demo_text: "代替公司的AI面试平台",
    page: "演示用面试间",
    language: "English",
    language_label: "Switch to English",
    interviewer: "AI面试官 · 小面",
    welcome_title: "您好，准备好了我们就开始",
    welcome_text: "我是小面，今天的AI面试官。这里没有标准答案，像平时聊天一样回答就好。",
    fact_questions: "一共三个问题，一个接一个",
    fact_time: "每题两分钟，不够可以加时",
    fact_camera: "不需要摄像头和麦克风，打字作答",
    fact_private: "演示间不保存、不上传您的回答",
    start: "开始面试",
    progress: "第{n}题，共{all}题",
    answer: "您的回答",
    answer_hint: "想到哪儿写到哪儿，不必完美。",
    time_left: "剩余时间",
    more_time: "再加一分钟",
    next: "下一题",
    finish: "完成面试",
    half_minute: "还剩三十秒。",
    time_up: "时间到了，写完这句话再继续就好。",
    added: "已加一分钟。",
    done_title: "面试完成，谢谢您",
    done_text: "已经告诉招聘方您完成了面试。接下来他们会联系您。",
    done_close: "可以关闭这个页面了。",
    broken_title: "这个面试链接打不开",
    broken_text: "链接可能不完整，或者已经失效。您没有做错什么。",
    broken_way_on: "请回到邀请邮件，重新点开里面的链接；如果还是不行，直接回复那封邮件就能联系到HR。",
    offline: "没有连上网络。您写的内容还在，请检查网络后再点一次按钮。",
    unavailable: "系统暂时没有回应。您写的内容还在，请过一会儿再点一次按钮。",
    closed: "这场面试已经结束或已取消，无法再开始。如有疑问，请回复邀请邮件联系HR。",
    questions: [
      "先认识一下您：请简单介绍自己，也说说您为什么对这个岗位感兴趣。",
      "讲一件您最近解决的、不太容易的事：当时是什么情况，您做了什么，结果怎么样？",
      "假如入职第一周，您接到一项从没做过的任务，您会怎么开始？",
    ],
  },
  en: {
    demo: "Demo stand-in",
    demo_text: "in place of your company's AI-interview platform",
    page: "Demo interview room",
    language: "中文",
    language_label: "切换到中文",
    interviewer: "Mia, AI interviewer",
    welcome_title: "Hello, we start when you are ready",
    welcome_text: "I am Mia, your AI interviewer today. There are no model answers: just answer as you would in a conversation.",
    fact_questions: "Three questions, one after another",
    fact_time: "Two minutes each, and you can add more",
    fact_camera: "No camera, no microphone: you type",
    fact_private: "This demo room neither keeps nor uploads your answers",
    start: "Start the interview",
    progress: "Question {n} of {all}",
    answer: "Your answer",
    answer_hint: "Write as it comes to you, it need not be perfect.",
    time_left: "Time left",
    more_time: "One more minute",
    next: "Next question",
    finish: "Finish the interview",
    half_minute: "Thirty seconds left.",
    time_up: "Time is up. Finish your sentence, then go on.",
    added: "One minute added.",
    done_title: "All done, thank you",
    done_text: "The hiring team has been told that you finished. They will get in touch with you.",
    done_close: "You can close this page now.",
    broken_title: "This interview link does not open",
    broken_text: "The link may be incomplete or no longer valid. You did nothing wrong.",
    broken_way_on: "Please open the link in your invitation mail again. If that does not help, just reply to that mail to reach HR.",
    offline: "There is no connection. What you wrote is still here: check the network, then press the button again.",
    unavailable: "The system is not answering. What you wrote is still here: press the button again in a moment.",
    closed: "This interview has ended or was cancelled and cannot be started. For questions, reply to the invitation mail to reach HR.",
    questions: [
      "First, about you: please introduce yourself briefly, and tell me what interests you in this position.",
      "Tell me about something difficult that you solved recently: what was the situation, what did you do, and how did it end?",
      "Suppose that in your first week you are given a task you have never done before. How would you begin?",
    ],
  },
};

const REMEMBERED = "mianyue.language";
const remembered = localStorage.getItem(REMEMBERED) || sessionStorage.getItem(REMEMBERED) || navigator.language;
let language = remembered.startsWith("zh") ? "zh-CN" : "en";

/** The language shown now: `zh-CN` or `en`. */
export function currentLanguage() {
  return language;
}

/** Change to the other language and remember it, as the candidate page does. */
export function switchLanguage() {
  language = language === "en" ? "zh-CN" : "en";
  localStorage.setItem(REMEMBERED, language);
}

/** The text under `key`, its `{name}` marks replaced from `values`. */
export function say(key, values = {}) {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The three questions, in order. */
export function questions() {
  return TEXTS[language].questions;
}
